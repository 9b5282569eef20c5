/** Whether n8n at this address can be used. */
export async function isReady(url: string): Promise<boolean> {
	const database = await fetch(`${url}/healthz/readiness`);
	if (!database.ok) return false;
	// That tells of the database only. Some versions say so before they know their routes, and in
	// queue mode all of them are answered with a text about starting up for a while.
	const settings = await fetch(`${url}/rest/settings`);
	return settings.ok && settings.headers.get('content-type')?.includes('json') === true;
}
