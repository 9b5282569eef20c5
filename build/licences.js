const { readdir, readFile, writeFile } = require('node:fs/promises');
const { join } = require('node:path');

/** What has no package of its own in node_modules, by the package that brings it along compiled. */
const WITHIN = { undici: ['llhttp'] };

/**
 * The licences of what is bundled ask to be passed on with it. The list of it is for those who look
 * into the build: package.json does not tell, since everything bundled is a development dependency.
 *
 * @param inputs the files that are bundled
 * @param target the folder into which the licences go
 */
exports.writeLicences = async function writeLicences(inputs, target) {
	const inPackage = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
	const folders = new Set(inputs.flatMap((input) => input.match(inPackage)?.[0] ?? []));
	const packages = await Promise.all(
		[...folders].sort().map(async (folder) => {
			const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json')));
			return { name, version, license, folder };
		}),
	);
	const parts = packages.flatMap(({ name, version, license, folder }) => [
		{ heading: `${name} ${version} (${license})`, text: licenceOf(name, folder) },
		...(WITHIN[name] ?? []).map((part) => ({
			heading: `${part}, in ${name} ${version}`,
			text: ownLicence(part),
		})),
	]);
	const texts = parts.map(async ({ heading, text }) => `${heading}\n\n${await text}`);
	const file = join(target, 'THIRD-PARTY-LICENSES.txt');
	await writeFile(file, (await Promise.all(texts)).join('\n\n---\n\n'));
	return packages;
};

/** What every licence text says that is passed on here, and a mere name of a licence does not. */
const GRANT = /Permission is hereby granted|Permission to use, copy, modify/;

/** The text in a package: a file of its own, or what its readme says under that heading. */
async function licenceOf(name, folder) {
	const files = (await readdir(folder)).sort();
	for (const file of files.filter((entry) => /^licen[cs]e/i.test(entry))) {
		const text = await readFile(join(folder, file), 'utf8');
		if (GRANT.test(text)) return text;
	}
	const readme = files.find((entry) => /^readme/i.test(entry));
	const [, section = ''] =
		(readme && (await readFile(join(folder, readme), 'utf8')).split(/^#+ *licen[cs]e.*$/im)) || [];
	return GRANT.test(section) ? section.trim() : await ownLicence(name);
}

async function ownLicence(name) {
	return await readFile(`licences/${name}.txt`, 'utf8').catch(() => {
		throw new Error(`${name} is bundled and has no licence text: add it as licences/${name}.txt`);
	});
}

/** A bill of materials in the form of CycloneDX, without a time, so that the same source gives the same. */
exports.sbomOf = async function sbomOf(packages) {
	const { name, version } = JSON.parse(await readFile('package.json', 'utf8'));
	const { packages: locked } = JSON.parse(await readFile('package-lock.json', 'utf8'));
	return {
		bomFormat: 'CycloneDX',
		specVersion: '1.6',
		version: 1,
		metadata: { component: { type: 'application', name, version } },
		components: packages.map((one) => ({
			type: 'library',
			name: one.name,
			version: one.version,
			purl: `pkg:npm/${one.name.replace('@', '%40')}@${one.version}`,
			licenses: [{ license: { id: one.license } }],
			hashes: hashesOf(locked[one.folder]),
		})),
	};
};

/** Of the tarball that npm had it from. */
function hashesOf({ integrity = '' } = {}) {
	const [algorithm, content] = integrity.split('-');
	if (algorithm !== 'sha512') return [];
	return [{ alg: 'SHA-512', content: Buffer.from(content, 'base64').toString('hex') }];
}
