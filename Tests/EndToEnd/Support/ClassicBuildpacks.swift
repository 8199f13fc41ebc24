import Glibc
import Linux
import Model

/// Small classic buildpacks for the corners of their interface, as repositories.
enum ClassicBuildpacks {
    /// Programs of a repository, each of which may be executed.
    static func repository(_ programs: [String: String]) throws -> SampleApp {
        let app = try SampleApp(["README": "a buildpack\n"])
        try write(programs, to: app.directory)
        try app.commit([:])
        return app
    }

    /// - Parameter mode: without the bits by which they may be executed, they are as `scp` and archives of some kinds leave them.
    static func write(_ programs: [String: String], to folder: String, mode: mode_t = 0o755) throws {
        for (name, text) in programs {
            try Files.makeDirectory(Files.parent(of: "\(folder)/\(name)"))
            try Files.replace("\(folder)/\(name)", with: "#!/bin/bash\nset -e\n" + text, mode: mode)
        }
    }

    /// Says what it finds, and leaves a bit of everything.
    static let first = [
        "bin/detect": "test -f $1/server.py || exit 1\necho First\n",
        "bin/compile": """
        cd "$1"
        echo "-----> Compiling in $(pwd | cut -c1-11)"
        echo "       stack $STACK, home $HOME, version ${SOURCE_VERSION:0:8}, secret ${TOKEN:-unset}"
        echo "       files $(ls | tr '\\n' ' ')"
        cp "$3/TOKEN" token; cmp <(printf 'one\\ntwo\\n\\n') token && echo "       newlines kept"
        test ! -e "$3/NONE"
        echo "       cached $(cat $2/count 2>/dev/null || echo nothing)"
        mkdir -p $2; echo more >> $2/count
        mkdir -p /app/.first; ln -nsf "$1/.first" /app/.first/link
        mkdir -p .first .profile.d bin; echo '#!/bin/bash' > bin/tool; echo 'echo tool of first' >> bin/tool; chmod +x bin/tool
        echo 'export ORDER="$ORDER first"' > .profile.d/010_first.sh
        echo 'export ORDER="$ORDER last"' > .profile.d/zzz.sh
        rm -f removed
        root=$(cd "$(dirname "$0")/.." && pwd)
        echo "export PATH=\\"$1/bin:\\$PATH\\" FROM_FIRST='said by first'" > "$root/export"

        """,
        "bin/release": "",
    ]

    static let shipped = [
        "bin/detect": "echo Shipped\n", "bin/compile": "true\n", "bin/release": "echo '--- null'\n",
        "export": "export SHIPPED='of its repository'\n",
    ]

    static let second = [
        "bin/detect": "printf Second\n",
        "bin/compile": """
        echo "       $(tool), $FROM_FIRST"
        mkdir -p "$1/.profile.d"
        echo 'export ORDER="$ORDER second"' > "$1/.profile.d/020_second.sh"

        """,
        "bin/release": """
        cat <<END
        ---
        addons:
          - heroku-postgresql
        config_vars:
          A: b
        default_process_types:
          web: exec python3 server.py
          worker: sleep 1000
        END

        """,
    ]

    /// The app brings the programs.
    static let inline = [
        "bin/detect": "test -x $1/bin/detect && exec $1/bin/detect \"$@\"\n", "bin/compile": "exec $1/bin/compile \"$@\"\n",
        "bin/release": "test -x $1/bin/release || { echo '--- {}'; exit; }\nexec $1/bin/release \"$@\"\n",
    ]

    /// Unpacks packages for the names in an `Aptfile` below the app, and says so to what comes after and to dynos.
    static let packages = [
        "bin/detect": "test -f $1/Aptfile && echo Packages\n",
        "bin/compile": """
        root=$(cd "$(dirname "$0")/.." && pwd)
        mkdir -p "$2/archives" "$1/.apt" "$1/.profile.d"
        while read -r line; do
            case "$line" in
            ""|"#"*) continue ;;
            :repo:*) echo "       repository ${line#:repo:}"; continue ;;
            esac
            tree=$(mktemp -d)
            mkdir -p $tree/DEBIAN $tree/usr/bin
            printf 'Package: %s\\nVersion: 1\\nArchitecture: all\\nMaintainer: x\\nDescription: x\\n' "$line" > $tree/DEBIAN/control
            printf '#!/bin/sh\\necho said by %s\\n' "$line" > $tree/usr/bin/$line
            chmod 755 $tree $tree/usr/bin/$line
            dpkg-deb --build --root-owner-group $tree "$2/archives/$line.deb" > /dev/null
            dpkg -x "$2/archives/$line.deb" "$1/.apt"
            echo "       installed $line"
        done < "$1/Aptfile"
        echo 'export PATH="$HOME/.apt/usr/bin:$PATH"' > "$1/.profile.d/000_apt.sh"
        echo "export PATH=\\"$1/.apt/usr/bin:\\$PATH\\"" > "$root/export"

        """,
        "bin/release": "echo '---'\n",
    ]
}
