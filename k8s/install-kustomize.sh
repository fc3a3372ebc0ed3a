#!/bin/sh
# Puts a pinned kustomize at k8s/target/kustomize/kustomize, where the tests of this folder look first. Nothing is
# installed outside of target/ and no root is needed. It comes from Debian's archive, because that one is reachable from
# where other downloads are not; the checksum below decides, not the transport.
#
# Linux on x86-64 or ARM64, with curl or wget, sha256sum, and dpkg-deb or ar. Exit code 0: it is there and it runs.
set -eu

version='5.6.0+ds-1+b2'
# The archive that this machine's apt uses, or the one that DEBIAN_MIRROR names.
apt_mirror() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -n 's|^[^#]*\(https\{0,1\}://[^ ]*/debian\)/\{0,1\}\( .*\)\{0,1\}$|\1|p' | head -n 1
}
mirror="${DEBIAN_MIRROR:-$(apt_mirror)}"
[ -n "$mirror" ] || { echo "no Debian archive is known here: set DEBIAN_MIRROR" >&2; exit 1; }
case "$(uname -sm)" in
    'Linux x86_64') arch=amd64 sha256=552bbe5563b522685b10f75a9a226bfbee9778fc313b205d595fdbb7e9c70e33 ;;
    'Linux aarch64') arch=arm64 sha256=32d0e1959b5fc257101c8d6139da72af38ff7ce777089666f9d1c916810f1800 ;;
    *) echo "no kustomize for $(uname -sm) here: put kustomize 5 or kubectl 1.27 or later on the PATH" >&2; exit 1 ;;
esac

target="$(cd "$(dirname "$0")" && pwd)/target/kustomize"
package="kustomize_${version}_${arch}.deb"
mkdir -p "$target"
cd "$target"

checked() { echo "$sha256  $1" | sha256sum -c - >/dev/null 2>&1; }

if ! checked "$package"; then
    url="$mirror/pool/main/k/kustomize/$package"
    rm -f "$package.part"
    if command -v curl >/dev/null; then curl -fsSL --retry 3 --max-time 300 -o "$package.part" "$url"
    else wget -q -T 60 -t 3 -O "$package.part" "$url"; fi
    checked "$package.part" || { echo "$url does not have the expected SHA-256 $sha256" >&2; exit 1; }
    mv "$package.part" "$package"
fi

rm -rf unpacked
mkdir unpacked
if command -v dpkg-deb >/dev/null; then dpkg-deb -x "$package" unpacked
else (cd unpacked && ar x "../$package" && tar xf data.tar.*); fi
mv unpacked/usr/bin/kustomize kustomize
rm -rf unpacked
./kustomize version
