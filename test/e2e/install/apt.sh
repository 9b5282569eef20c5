#!/bin/sh
# Installs packages of Debian's, as root, without what they merely recommend. Nothing that comes with
# them starts a server: the tests start their own, on ports of their own.
set -eu

# Somebody else may be at it at this moment.
exec 9</var/lib/dpkg
flock 9

policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
	trap 'rm -f "$policy"' EXIT
	trap 'exit 1' INT TERM HUP
	printf '#!/bin/sh\nexit 101\n' >"$policy"
	chmod 755 "$policy"
fi

export DEBIAN_FRONTEND=noninteractive
# A new machine has no lists yet, and old ones name packages that are gone.
apt-get -qq -o Acquire::Retries=3 update
apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=600 \
	install -y --no-install-recommends "$@"
