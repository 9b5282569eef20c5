import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from '../simulator/Clock.mts';

const START = Date.parse('2026-09-01T10:00:00Z');

describe('the clock', () => {
	let clock: Clock;
	let ran: Array<[string, number]>;
	const note = (name: string) => () => ran.push([name, clock.now().getTime() - START]);

	beforeEach(() => {
		vi.useFakeTimers({ now: START });
		clock = new Clock();
		ran = [];
	});

	afterEach(() => {
		clock.clear();
		vi.useRealTimers();
	});

	it('lets things happen when their time has come', () => {
		clock.after(100, note('a'));
		vi.advanceTimersByTime(99);
		expect(ran).toEqual([]);
		vi.advanceTimersByTime(1);
		expect(ran).toEqual([['a', 100]]);
	});

	it('moved forward, lets them happen in their order and at their own time', () => {
		clock.after(200, note('late'));
		clock.after(100, () => {
			note('early')();
			clock.after(50, note('follows'));
		});
		clock.advance(1000);
		expect(ran).toEqual([
			['early', 100],
			['follows', 150],
			['late', 200],
		]);
		expect(clock.now().getTime() - START).toBe(1000);
	});

	it('keeps what is not due yet, for the time that is left', () => {
		clock.after(1000, note('a'));
		clock.advance(400);
		vi.advanceTimersByTime(599);
		expect(ran).toEqual([]);
		vi.advanceTimersByTime(1);
		expect(ran).toEqual([['a', 1000]]);
	});

	it('forgets on demand, and runs nothing twice', () => {
		clock.after(10, note('once'));
		clock.advance(10);
		vi.advanceTimersByTime(100);
		clock.after(10, note('never'));
		clock.clear();
		vi.advanceTimersByTime(100);
		expect(ran).toEqual([['once', 10]]);
	});
});
