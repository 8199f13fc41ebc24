import Model
import Planning
import Testing

@Suite("Addresses that people name") struct OutgoingRuleTests {
    private func permits(_ text: String, port: UInt16 = 443, allowed: [String] = []) throws -> Bool {
        let own = try #require(IPAddress("203.0.113.7"))
        let rule = OutgoingRule(own: [own], allowed: try allowed.map { try NetworkAllowance($0) })
        return rule.permits(try #require(IPAddress(text)), port: port)
    }

    @Test(arguments: ["1.1.1.1", "203.0.113.8", "2606:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"])
    func `are reached where they are the world's`(text: String) throws { #expect(try permits(text)) }

    @Test(arguments: [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "168.63.129.16",
        "100.100.100.200", "192.0.0.192", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "fe80::1",
        "fd00:ec2::254", "fc00::1", "ff02::1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::", "203.0.113.7",
        "::ffff:203.0.113.7",
    ])
    func `are not reached where they are this machine's, its networks' or its cloud's`(text: String) throws {
        #expect(try !permits(text))
    }

    @Test func `are reached where config.yml allows them, at that port alone`() throws {
        let allowed = ["10.1.0.0/16:6514", "127.0.0.1:6514"]
        #expect(try permits("10.1.2.3", port: 6514, allowed: allowed) && permits("127.0.0.1", port: 6514, allowed: allowed))
        #expect(try permits("::ffff:10.1.2.3", port: 6514, allowed: allowed))
        #expect(try !permits("10.1.2.3", port: 6515, allowed: allowed) && !permits("10.2.2.3", port: 6514, allowed: allowed))
        #expect(try !permits("169.254.169.254", port: 80, allowed: ["169.0.0.0/8:80"]))
    }
}
