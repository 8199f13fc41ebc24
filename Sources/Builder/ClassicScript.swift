/// Runs the programs of a classic buildpack one after the other, in a cage. What strangers wrote comes as arguments.
enum ClassicScript {
    /// How it ends where it does not succeed.
    enum End: Int32 {
        /// There is no bin/compile.
        case noBuildpack = 41
        case notDetected, notCompiled, notReleased
    }

    /// - Parameters: BUILD_DIR CACHE_DIR ENV_DIR, and what it is called where it does not say so itself.
    static let text = """
        pack=\(ClassicPlaces.buildpack) result=\(ClassicPlaces.result)
        build=$1 cache=$2 env=$3 name=$4
        # Not in this shell, which strangers' lines must not change; what they export is all that counts.
        run() (
            \(sourcing)
            exec "$@"
        )
        end() { echo "$2" > $result/status; exit "$1"; }
        [ -f $pack/bin/compile ] || exit \(End.noBuildpack.rawValue)
        # What was copied or unpacked may have lost what makes programs of files; the files are this build's own.
        chmod -f a+x $pack/bin/* || true
        if [ -f $pack/bin/detect ]; then
            run $pack/bin/detect "$build" > $result/name || end \(End.notDetected.rawValue) $?
            IFS= read -r said < $result/name || true
            said=${said:0:100}
            name=${said:-$name}
        fi
        printf -- '-----> %s app detected\\n' "$name"
        run $pack/bin/compile "$build" "$cache" "$env" || end \(End.notCompiled.rawValue) $?
        if [ -f $pack/bin/release ]; then
            run $pack/bin/release "$build" > $result/release || end \(End.notReleased.rawValue) $?
        fi
        if [ -f $pack/export ]; then cat $pack/export > $result/export || true; fi
        """

    /// What goes before a step of ours that comes after such buildpacks.
    static let exporting = "set +e\n\(sourcing)\nset -e\n"

    /// What they export, the last one's over those before it. A PATH among it is of the time before who comes now: what this one has
    /// of its own stays the first of it.
    private static let sourcing = """
        renga_path=$PATH
        for renga_file in \(ClassicPlaces.exports)/*; do [ -f "$renga_file" ] && . "$renga_file"; done
        IFS=: read -ra renga_path <<< "$renga_path"
        for ((renga_file = ${#renga_path[@]} - 1; renga_file >= 0; renga_file--)); do
            case ":$PATH:" in *":${renga_path[renga_file]}:"*) ;; *) PATH=${renga_path[renga_file]}:$PATH ;; esac
        done
        unset renga_path renga_file
        """
}
