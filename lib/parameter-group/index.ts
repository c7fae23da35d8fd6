export * from './parameter-group';
export * from './parameter-group-props';
