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

    static func write(_ programs: [String: String], to folder: String) throws {
        for (name, text) in programs {
            try Files.makeDirectory(Files.parent(of: "\(folder)/\(name)"))
            try Files.replace("\(folder)/\(name)", with: "#!/bin/bash\nset -e\n" + text, mode: 0o755)
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
}
