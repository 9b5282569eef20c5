const MOST = 50_000;

/** A function of a text that keeps its answers, for long lists in which the same texts come again. */
export function remembered<T extends object | string>(work: (text: string) => T) {
	const known = new Map<string, T>();
	return (text: string): T => {
		const before = known.get(text);
		if (before !== undefined) return before;
		const answer = work(text);
		if (known.size >= MOST) known.clear();
		known.set(text, answer);
		return answer;
	};
}
