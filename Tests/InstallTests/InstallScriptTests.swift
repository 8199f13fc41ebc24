import Glibc
import Linux
import Model
import Testing

/// Real installations on this machine, made by install.sh with the programs that were built with these tests.
///
/// One after the other: the second takes its layers from the first. They need root, and the packages of
/// `install.sh --packages-only`.
@Suite("install.sh", .serialized) struct InstallScriptTests {
    @Test func `the demo serves a page that was pushed, and leaves nothing`() throws {
        let root = try Checkout.temporaryName()
        let outcome = try Checkout.run(
            "install.sh",
            [
                "--demo", "--once", "--force", "--root", root, "--layers", Checkout.layers, "--programs",
                try Checkout.programs(),
            ]
        )
        #expect(outcome.status.isSuccess, "\(outcome.text)")
        #expect(outcome.text.contains("remote: -----> "), "\(outcome.text)")
        #expect(outcome.text.contains("it says: Pushed to Renga"))
        #expect(!Files.exists(root), "the demo's directory is still there")
        #expect(try Checkout.processes(naming: root).isEmpty)
    }

    @Test func `demos that begin in the same moment take different ports and networks`() throws {
        let outcome = try Checkout.run("Tests/Install/reservations", ["12"])
        #expect(outcome.status.isSuccess && outcome.text.contains("12 with 36 different ports and networks"), "\(outcome.text)")
    }

    @Test func `sshd lets many knock at once, and an admin's own limit stays`() throws {
        let outcome = try Checkout.run("Tests/Install/sshd-limits", [])
        #expect(outcome.status.isSuccess, "\(outcome.text)")
    }

    @Test func `an upgrade puts no new hooks beside an old builder`() throws {
        let outcome = try Checkout.run("Tests/Install/program-order", [])
        #expect(outcome.status.isSuccess, "\(outcome.text)")
    }

    @Test func `an upgrade exchanges a runner that understands nothing of what it is asked`() throws {
        let outcome = try Checkout.run("Tests/Install/other-runner", [])
        #expect(outcome.status.isSuccess, "\(outcome.text)")
    }

    @Test func `work that is done quietly runs no trap of the script's`() throws {
        let outcome = try Checkout.run("Tests/Install/quiet-work", [])
        #expect(outcome.status.isSuccess, "\(outcome.text)")
    }

    @Test func `keys that are found are taken one by one, and one of no use keeps nobody from installing`() throws {
        let outcome = try Checkout.run("Tests/Install/key-import", [])
        #expect(outcome.status.isSuccess, "\(outcome.text)")
    }

    /// In namespaces of its own; see the script for each step.
    @Test func `a system installation lives through upgrade and removal, and leaves no trace`() throws {
        let access = try Checkout.temporaryName()
        // Its outcome is the one to report.
        defer { try? Files.remove(access) }
        let outcome = try Checkout.run("Tests/Install/lifecycle", [try Checkout.programs(), Checkout.layers, access])
        #expect(outcome.status.isSuccess, "\(outcome.text)")
        try checkAccess(Files.text(access))
    }

    /// What the router's user, the git user and any other can read, write and connect to: each line of it is meant.
    private func checkAccess(_ text: String) throws {
        let path = Checkout.path("Tests/Golden/access.txt")
        if getenv("RECORD") != nil { try Files.replace(path, with: text) }
        let (golden, now) = (try Files.text(path), text)
        let before = Set(golden.split(separator: "\n")), after = Set(now.split(separator: "\n"))
        #expect(
            golden == now,
            """
            \(path) says otherwise. New: \(after.subtracting(before).sorted()). Gone: \(before.subtracting(after).sorted()). \
            Where each of these is meant: RECORD=1 make test-one NAME='without a trace'
            """
        )
    }

    @Test(arguments: [
        (["--port", "http"], "--port takes a number"), (["--prot", "80"], "does not know `--prot`"),
        (["--domain", "a b"], "--domain takes a name"), (["--root", "/srv/a b"], "letters, digits"),
        (["--key"], "--key lacks its value"), (["--https-port", "0"], "--https-port takes a number"),
        (["--acme-email", "me"], "--acme-email takes an address"),
    ])
    func `a wrong option is refused before anything is done`(arguments: [String], words: String) throws {
        let outcome = try Checkout.run("install.sh", arguments)
        #expect(outcome.status.code == 2)
        #expect(outcome.text.contains(words), "\(outcome.text)")
    }

    @Test(arguments: [nil, "ssh-dss\n", "-----BEGIN OPENSSH PRIVATE KEY-----\n"])
    func `a key file that has no key is refused at once`(_ content: String?) throws {
        let root = try Checkout.temporaryName()
        let file = root + ".pub"
        if let content { try Files.replace(file, with: content) }
        defer { try? Files.remove(file) }  // a leftover in /tmp harms nothing
        let outcome = try Checkout.run("install.sh", ["--force", "--root", root, "--key", file, "--programs", "/nonexistent"])
        #expect(outcome.status.code == 1)
        #expect(
            outcome.text.contains(content == nil ? "the key file \(file) cannot be read" : "\(file) has no public key"),
            "\(outcome.text)"
        )
        #expect(!outcome.text.contains("/nonexistent has no program"), "\(outcome.text)")
        #expect(!Files.exists(root))
    }

    @Test func `programs that are not there are named`() throws {
        let root = try Checkout.temporaryName()
        let outcome = try Checkout.run(
            "install.sh",
            ["--demo", "--once", "--force", "--root", root, "--programs", "/nonexistent"]
        )
        #expect(outcome.status.code == 1)
        #expect(outcome.text.contains("/nonexistent has no program `renga-builder`"), "\(outcome.text)")
        #expect(!Files.exists(root))
    }

    @Test func `the demo does not touch a directory that is in use`() throws {
        let root = try Checkout.temporaryName()
        try Files.makeDirectory(root)
        try Files.replace(root + "/mine", with: "mine")
        let outcome = try Checkout.run("install.sh", ["--demo", "--once", "--force", "--root", root])
        #expect(outcome.status.code == 1)
        #expect(outcome.text.contains("is not empty"), "\(outcome.text)")
        #expect(Files.exists(root + "/mine"))
        try Files.removeTree(root)
    }
}
