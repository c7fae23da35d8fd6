/**
 * A rejection that nobody handles fails the test during which it happened: in an application it would end the process.
 */
const seen: unknown[] = [];

process.on('unhandledRejection', (reason) => seen.push(reason));

afterEach(() => {
  const rejections = seen.splice(0);
  if (rejections.length > 0) {
    throw new Error(
      `unhandled rejections: ${rejections.map((reason) => String((reason as Error)?.stack ?? reason)).join('\n')}`,
    );
  }
});
