export { connectDriver } from './connect-driver';
export { driverOptions } from './dial-options';
