export { Comparison } from './Comparison';
export type { ComparisonReport } from './Comparison';
export type { Row, Verdict } from './rows';
