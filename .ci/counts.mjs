// Prints the numbers of vitest's JSON report as one line: "N passed, N failed, N skipped".
import { existsSync, readFileSync } from 'node:fs';

if (!existsSync(process.argv[2])) {
	console.log('The tests did not start.\n0 passed, 1 failed');
	process.exit(1);
}
const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
// A file that fails before its first test has no failed test, and must not look like success.
const brokenFiles = report.testResults.filter(
	({ status, assertionResults }) =>
		status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
).length;
const skipped = report.numPendingTests + report.numTodoTests;
console.log(
	`${report.numPassedTests} passed, ${report.numFailedTests + brokenFiles} failed, ${skipped} skipped`,
);
