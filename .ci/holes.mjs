/**
 * The advisories of a report of `npm audit --json` that are about what is bundled. Where a package is only
 * named for what it depends on, it has no hole itself: if that is bundled too, it stands there by itself.
 */
export function holesIn(bundled, { vulnerabilities }) {
	return bundled.flatMap(({ name, version, folder }) => {
		const { nodes = [], via = [] } = vulnerabilities[name] ?? {};
		if (!nodes.includes(folder)) return [];
		const advisories = via.filter((one) => typeof one === 'object');
		return advisories.map(({ severity, title, url }) => ({ name, version, severity, title, url }));
	});
}
