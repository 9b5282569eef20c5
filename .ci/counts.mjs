// Prints the numbers of vitest's JSON reports as one line: "N passed, N failed, N skipped".
import { existsSync, readFileSync } from 'node:fs';

const sum = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
	if (!existsSync(file)) {
		console.log(`The tests of ${file} did not start.`);
		sum.failed += 1;
		continue;
	}
	const report = JSON.parse(readFileSync(file, 'utf8'));
	// A file that fails before its first test has no failed test, and must not look like success.
	const brokenFiles = report.testResults.filter(
		({ status, assertionResults }) =>
			status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
	).length;
	sum.passed += report.numPassedTests;
	sum.failed += report.numFailedTests + brokenFiles;
	sum.skipped += report.numPendingTests + report.numTodoTests;
}
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
