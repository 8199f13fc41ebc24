import Glibc
import Linux
import Model
import Testing

@testable import CLI

@Suite("renga completion") struct CompletionTests {
    /// What bash offers for a line, with a renga that has two apps.
    ///
    /// - Parameter other: what it says beside their names.
    private func offers(_ line: String, other: String = "") throws -> Set<String> {
        let folder = "/tmp/renga-completion-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(folder)
        defer { try? Files.removeTree(folder) }
        let renga = "#!/bin/sh\n[ \"$*\" = 'completion apps' ] && printf '%s\\n' shop shelf '\(other)'\n"
        try Files.replace(folder + "/renga", with: renga, mode: 0o755)
        let script =
            CompletionScript.bash.text + """
                COMP_LINE=$1 COMP_POINT=${#1}
                _renga renga
                printf '%s\\n' "${COMPREPLY[@]}"

                """
        try Files.replace(folder + "/ask", with: script)
        var command = Command("/bin/bash", [folder + "/ask", line])
        command.environment["PATH"] = "\(folder):\(Command.plainPath)"
        return Set(try command.check().split(separator: "\n").map(String.init))
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
