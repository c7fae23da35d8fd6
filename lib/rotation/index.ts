export * from './token-rotation';
