/// Looks where a branch of a buildpack's repository is, and fetches a commit of it, in a cage that has nothing but a network and git.
/// What strangers wrote comes as arguments.
enum ClassicFetchScript {
    /// How it ends where it does not succeed.
    enum End: Int32 {
        case notFetched = 41
        case noRef, noCommit
    }

    /// - Parameters: URL, and a branch or a tag, or nothing for what the repository has checked out. The commit is the file `commit`.
    static let look = """
        url=$1 ref=$2
        timeout 60 git ls-remote -- "$url" > /tmp/refs || {
            [ $? != 124 ] || echo "there was no answer within 60 seconds"
            exit \(End.notFetched.rawValue)
        }
        for name in ${ref:+"refs/tags/$ref^{}" "refs/heads/$ref" "refs/tags/$ref"} ${ref:-HEAD}; do
            while IFS=$'\\t' read -r commit known; do
                if [ "$known" = "$name" ]; then echo "$commit" > \(ClassicPlaces.result)/commit; exit 0; fi
            done < /tmp/refs
        done
        exit \(End.noRef.rawValue)
        """

    /// - Parameters: URL COMMIT.
    static let fetch = """
        url=$1 commit=$2
        cd \(ClassicPlaces.buildpack)
        git init -q --template= .
        # Not every server gives a commit by its name.
        git fetch -q --depth 1 --no-tags -- "$url" "$commit" 2>/dev/null \\
            || git fetch -q --no-tags -- "$url" '+refs/heads/*:refs/theirs/heads/*' '+refs/tags/*:refs/theirs/tags/*' \\
            || exit \(End.notFetched.rawValue)
        git cat-file -e "$commit^{commit}" 2>/dev/null || exit \(End.noCommit.rawValue)
        git -c advice.detachedHead=false checkout -q --detach "$commit"
        rm -rf .git
        """

    /// The archive, or the folder, is at `/source`. Some archives begin with one folder that has it all.
    static let unpack = """
        cd \(ClassicPlaces.buildpack)
        tar --extract --gzip --file /source/archive --no-same-owner
        if [ ! -d bin ]; then
            set -- */bin
            if [ $# = 1 ] && [ -d "$1" ]; then inner=${1%/bin}; cp -a "$inner/." .; rm -rf "$inner"; fi
        fi
        """

    static let copy = "cp -R --no-preserve=ownership /source/. \(ClassicPlaces.buildpack)"
}
