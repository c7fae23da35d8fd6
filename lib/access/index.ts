export * from './access';
export { DisabledDefaultUser, type DisabledDefaultUserProps } from './disabled-default-user';
export * from './iam-user';
export * from './password-user';
export * from './user';
export * from './user-group';
