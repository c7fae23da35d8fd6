// The CDK writes an assembly for every app that is not given a folder, and leaves it there: a run of the tests has its own, and takes it along.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

/** Before the workers are started, which inherit the variable. */
module.exports = async () => {
  process.env.TMPDIR = mkdtempSync(path.join(tmpdir(), 'ek-tests-'));
};

module.exports.remove = () => rmSync(process.env.TMPDIR, { recursive: true, force: true });
