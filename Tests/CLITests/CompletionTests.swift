import Glibc
import Linux
import Model
import Testing

@testable import CLI

@Suite("renga completion") struct CompletionTests {
    /// A folder with a renga that has two apps, and a repository with two remotes.
    ///
    /// - Parameter other: what it says beside their names.
    private func withFolder<Result>(other: String = "", _ body: (String) throws -> Result) throws -> Result {
        let folder = "/tmp/renga-completion-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(folder)
        defer { try? Files.removeTree(folder) }
        let renga = """
            #!/bin/sh
            case "$*" in
                'completion apps') printf '%s\\n' shop shelf '\(other)' ;;
                'completion types -a shop') printf '%s\\n' web worker '\(other)' ;;
                'completion dynos -a shop') printf '%s\\n' web.1 web.2 '\(other)' ;;
                'completion types --remote staging') echo clock ;;
                *) echo "$*" >> \(folder)/unknown ;;
            esac

            """
        try Files.replace(folder + "/renga", with: renga, mode: 0o755)
        for words in [["init", "-q"], ["remote", "add", "heroku", "a:b"], ["remote", "add", "staging", "a:c"]] {
            try Command("/usr/bin/git", ["-C", folder] + words).check()
        }
        return try body(folder)
    }

    private func environment(_ folder: String) -> [String: String] {
        ["PATH": "\(folder):\(Command.plainPath)", "HOME": folder, "LC_ALL": "C.UTF-8", "TERM": "dumb"]
    }

    /// What bash offers for a line.
    private func offers(_ line: String, other: String = "") throws -> Set<String> {
        try withFolder(other: other) { folder in
            let script =
                CompletionScript.bash.text + """
                    COMP_LINE=$1 COMP_POINT=${#1}
                    _renga renga
                    printf '%s\\n' "${COMPREPLY[@]}"

                    """
            try Files.replace(folder + "/ask", with: script)
            let command = Command("/bin/bash", [folder + "/ask", line], environment: environment(folder), workingDirectory: folder)
            return Set(try command.check().split(separator: "\n").map(String.init))
        }
    }

    /// What zsh offers: at a terminal of its own, where Tab is pressed.
    private func zshOffers(_ line: String) throws -> Set<String> {
        try withFolder { folder in
            try Files.replace(folder + "/script", with: CompletionScript.zsh.text)
            let inner = """
                autoload -Uz compinit && compinit -u -d \(folder)/dump
                source \(folder)/script
                compadd() {
                    local -a hits
                    builtin compadd -O hits "$@"
                    print -rl -- $hits >> \(folder)/hits
                    builtin compadd "$@"
                }
                leave() { exit 0 }
                zle -N leave
                bindkey '^X' leave
                PROMPT='READY>'

                """
            try Files.replace(folder + "/.zshrc", with: inner)
            let outer = """
                zmodload zsh/zpty
                zpty one zsh -i
                zpty -r one seen '*READY>*'
                zpty -w -n one "$1"$'\\t\\C-x'
                while zpty -r one seen; do :; done

                """
            try Files.replace(folder + "/outer", with: outer)
            let command = Command(
                "/usr/bin/zsh",
                ["-f", folder + "/outer", line],
                environment: environment(folder),
                workingDirectory: folder
            )
            try command.check()
            // Nothing is written where nothing is offered.
            let hits = (try? Files.text(folder + "/hits")) ?? ""
            return Set(hits.split(separator: "\n").map(String.init))
        }
    }

    /// What fish offers, without what it says of each.
    private func fishOffers(_ line: String) throws -> Set<String> {
        try withFolder { folder in
            try Files.replace(folder + "/script", with: CompletionScript.fish.text)
            let script = "source \(folder)/script; complete -C $argv[1]"
            let command = Command(
                "/usr/bin/fish",
                ["--no-config", "-c", script, line],
                environment: environment(folder),
                workingDirectory: folder
            )
            return Set(try command.check().split(separator: "\n").map { String($0.prefix { $0 != "\t" }) })
        }
    }

    @Test func `bash completes commands, their options, and apps`() throws {
        let config = Catalogue.names.filter { $0.hasPrefix("config:") }.map { String($0.dropFirst(7)) }
        #expect(try offers("renga config:") == Set(config))
        #expect(try offers("renga ps:sc") == ["scale"] && offers("heroku why") == ["why"])
        #expect(try offers("renga -a shop main").isSuperset(of: ["maintenance", "maintenance:on"]))
        #expect(try offers("renga logs --t") == ["--tail"] && offers("renga ps -a ") == ["shop", "shelf"])
        #expect(try offers("renga ps --app=sho") == ["shop"] && offers("renga help certs:a").contains("auto"))
        let trace = "/tmp/renga-completion-trace-\(getpid())"
        #expect(try offers("renga logs x") == [] && offers("renga ps -a $(touch${IFS}\(trace))") == [])
        #expect(try offers("renga `touch${IFS}\(trace)` -a ") == ["shop", "shelf"] && !Files.exists(trace))
        #expect(try offers("renga ps -a ", other: "$(touch${IFS}\(trace))") == ["shop", "shelf"] && !Files.exists(trace))
        #expect(try offers("renga ps:stop -a shop ", other: "$(touch${IFS}\(trace))").count == 4 && !Files.exists(trace))
    }

    /// Of every shell the same, at the same places.
    private static let places: [(line: String, offers: Set<String>)] = [
        ("renga ps:restart -a shop w", ["web", "worker", "web.1", "web.2"]),
        ("renga ps:restart -a shop web.", ["web.1", "web.2"]),
        ("renga ps:scale -a shop wo", ["worker="]),
        ("renga ps:exec -a shop ", ["web.1", "web.2"]),
        ("renga logs -a shop -d ", ["web.1", "web.2"]),
        ("renga logs -a shop --process-type ", ["web", "worker"]),
        ("renga ps:stop --remote=staging c", []),
        ("renga ps:stop --remote staging c", ["clock"]),
        ("renga ps -r ", ["heroku", "staging"]),
        ("renga ps -a sh", ["shop", "shelf"]),
        ("renga ps:sc", ["ps:scale"]),
    ]

    @Test(arguments: places) func `process types, dynos and remotes are offered where they are expected`(
        place: (line: String, offers: Set<String>)
    ) throws {
        let inBash = try offers(place.line)
        // It takes a word apart at colons.
        #expect(inBash == Set(place.offers.map { $0.replacing("ps:", with: "") }), "bash: \(inBash)")
        // Those who do without a shell need no check of it: `make test` installs all three.
        if Files.exists("/usr/bin/zsh") {
            let inZsh = try zshOffers(place.line)
            #expect(inZsh == place.offers, "zsh: \(inZsh)")
        }
        if Files.exists("/usr/bin/fish") {
            let inFish = try fishOffers(place.line)
            #expect(inFish == place.offers, "fish: \(inFish)")
        }
    }

    @Test func `lists of an app are a line each`() throws {
        let bench = try Bench()
        let reply =
            #"{"result":{"_0":{"dynos":[{"name":"web.1","type":"web","state":"up","command":"serve","since":"2026-11-23T18:00:00.000000+00:00","candidate":false}],"maintenance":false,"paused":false,"types":["worker","web"]}}}"#
        #expect(try bench.run(["completion", "dynos", "-a", "shop"], replies: [reply]).output == "web.1\n")
        #expect(try bench.run(["completion", "types", "-a", "shop"], replies: [reply]).output == "web\nworker\n")
        #expect(try bench.run(["completion", "cats"]).status == 2)
    }

    @Test(arguments: [("/bin/bash", CompletionScript.bash), ("/usr/bin/zsh", .zsh), ("/usr/bin/fish", .fish)])
    func `each shell can read what it is given, and all commands are in it`(shell: String, script: CompletionScript) throws {
        for name in Catalogue.all.map({ $0.declaration.name }) { #expect(script.text.contains(name)) }
        // Those who do without a shell need no check of it: `make test` installs all three.
        guard Files.exists(shell) else { return }
        let path = "/tmp/renga-completion-\(getpid())-\(Int.random(in: 100_000...999_999))"
        defer { try? Files.remove(path) }
        try Files.replace(path, with: script.text)
        #expect(try Command(shell, ["-n", path]).check() == "")
    }
}
