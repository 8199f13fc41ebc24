import Model
import Testing

@Suite("Where submodules come from") struct SubmoduleAddressTests {
    @Test(arguments: [
        ("https://github.com/a/b.git", "github.com", false, "https://github.com/a/b.git"),
        ("https://bob:secret@git.example.com:8443/a", "git.example.com", false, "https://git.example.com:8443/a"),
        ("HTTPS://tok@host.example/a", "host.example", false, "https://host.example/a"),
        ("ssh://git@host.example:2222/a", "host.example", true, "ssh://host.example:2222/a"),
        ("git@github.com:a/b.git", "github.com", true, "git@github.com:a/b.git"),
        ("https://[2606:4700::1]/a", "2606:4700::1", false, "https://[2606:4700::1]/a"),
    ]) func `https and ssh are`(_ text: String, _ host: String, _ isSSH: Bool, _ shown: String) throws {
        let address = try SubmoduleAddress(text)
        #expect(address.host == host && address.isSSH == isSSH && address.shown == shown)
        #expect(!address.isLocal(allowed: []))
    }

    private static let faults: [(String, SubmoduleAddress.Fault)] = [
        ("file:///x", SubmoduleAddress.Fault.transport("file")), ("http://host.example/x", .transport("http")),
        ("git://host/x", .transport("git")),
        ("ext::sh", .transport("ext")), ("fd::17", .transport("fd")), ("/srv/x", .local), ("srv/x", .local), ("./x", .relative),
        ("../../x", .relative),
        ("", .malformed), ("-oProxyCommand=x:y", .malformed), ("ext::sh -c id", .malformed), ("https://", .malformed),
        ("https://-x/y", .malformed),
        ("ssh://-oProxyCommand=id/y", .malformed), ("https://a b/", .malformed), ("https://host:99999/", .malformed),
        ("a\nb:c", .malformed),
    ]

    @Test(arguments: faults) func `nothing else is`(_ text: String, _ fault: SubmoduleAddress.Fault) {
        #expect(throws: fault) { _ = try SubmoduleAddress(text) }
    }

    @Test(arguments: [
        "https://localhost/x", "https://LOCALHOST/x", "https://a.localhost/x", "https://printer.local/x", "https://intranet/x",
        "https://127.0.0.1/x",
        "https://2130706433/x", "https://0x7f.1/x", "https://127.1/x", "https://10.1.2.3/x", "https://192.168.1.1/x",
        "https://172.20.0.1/x",
        "https://169.254.169.254/x", "https://100.64.0.1/x", "https://0.0.0.0/x", "https://[::1]/x", "https://[fe80::1]/x",
        "https://[fd00::1]/x",
        "https://[::ffff:127.0.0.1]/x", "git@10.0.0.1:x", "ssh://git@db.internal/x",
    ]) func `a place on this machine or its network is none`(_ text: String) throws {
        #expect(try SubmoduleAddress(text).isLocal(allowed: []))
    }

    @Test func `what config.yml allows is allowed, at its port`() throws {
        let allowed = [try NetworkAllowance("10.0.0.0/8:443")]
        #expect(try !SubmoduleAddress("https://10.1.2.3/x").isLocal(allowed: allowed))
        #expect(try SubmoduleAddress("https://10.1.2.3:444/x").isLocal(allowed: allowed))
        #expect(try SubmoduleAddress("git@10.1.2.3:x").isLocal(allowed: allowed))
    }
}
