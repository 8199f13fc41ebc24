import Foundation
import Glibc
import Linux
import Model
import Testing

/// With keys that ssh-keygen made, and those that it needs a device for put together by hand.
@Suite("Public keys") struct PublicKeyTests {
    private static func generated(_ arguments: [String], convert: [String]? = nil) throws -> String {
        let directory = "/tmp/renga-key-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
        defer { try? Files.removeTree(directory) }  // a leftover in /tmp harms nothing
        try Command("/usr/bin/ssh-keygen", ["-q", "-N", "", "-C", "ada@example.com", "-f", directory + "/key"] + arguments).check()
        guard let convert else { return try Files.text(directory + "/key.pub") }
        return try Command("/usr/bin/ssh-keygen", ["-e", "-f", directory + "/key.pub"] + convert).check()
    }

    private static func byHand(_ type: String, _ fields: [[UInt8]]) -> String {
        let blob = ([Array(type.utf8)] + fields).flatMap { field -> [UInt8] in
            (0..<4).map { UInt8(truncatingIfNeeded: field.count >> (24 - 8 * $0)) } + field
        }
        return "\(type) \(KeyText.base64(blob)) by hand"
    }

    private static let application = Array("ssh:".utf8)
    private static let point = [4] + [UInt8](repeating: 7, count: 64)

    private static func good() throws -> [String] {
        let options = [
            ["-t", "ed25519"], ["-t", "rsa", "-b", "2048"], ["-t", "rsa", "-b", "3072"], ["-t", "ecdsa", "-b", "256"],
            ["-t", "ecdsa", "-b", "384"], ["-t", "ecdsa", "-b", "521"],
        ]
        return try options.map { try generated($0).trimmed } + [
            byHand("sk-ssh-ed25519@openssh.com", [[UInt8](repeating: 1, count: 32), application]),
            byHand("sk-ecdsa-sha2-nistp256@openssh.com", [Array("nistp256".utf8), point, application]),
        ]
    }

    private func refusal(_ text: String) -> Failure? {
        do throws(Failure) {
            _ = try PublicKeyFile(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func `every kind is taken whole, and with no part missing anywhere`() throws {
        for line in try Self.good() {
            #expect(refusal(line) == nil, "\(line)")
            let words = line.split(separator: " ").map(String.init)
            for count in 0..<words[1].count { #expect(refusal("\(words[0]) \(words[1].prefix(count)) c") != nil, "\(line)") }
            let blob = try #require(Data(base64Encoded: words[1]))
            for count in 0..<blob.count {
                #expect(refusal("\(words[0]) \(blob.prefix(count).base64EncodedString()) c") != nil, "\(count) of \(line)")
            }
            #expect(refusal("\(words[0]) \((blob + [0]).base64EncodedString()) c") != nil, "\(line)")
        }
    }

    @Test func `what OpenSSH would refuse in the end is refused at once`() throws {
        let wrong = [
            Self.byHand("ssh-ed25519", [[UInt8](repeating: 1, count: 31)]), Self.byHand("ssh-ed25519", [[UInt8](repeating: 1, count: 33)]),
            Self.byHand("ssh-ed25519", [[UInt8](repeating: 1, count: 32), []]),
            Self.byHand("ecdsa-sha2-nistp256", [Array("nistp384".utf8), Self.point]),
            Self.byHand("ecdsa-sha2-nistp256", [Array("nistp256".utf8), [2] + Self.point.dropFirst()]),
            Self.byHand("ecdsa-sha2-nistp256", [Array("nistp256".utf8), Array(Self.point.dropLast())]),
            Self.byHand("ssh-rsa", [[1, 0, 1], [0x80] + [UInt8](repeating: 1, count: 255)]),
            Self.byHand("ssh-rsa", [[], [0x7F] + [UInt8](repeating: 1, count: 255)]),
            Self.byHand("ssh-rsa", [[2], [0x7F] + [UInt8](repeating: 1, count: 255)]),
            Self.byHand("sk-ssh-ed25519@openssh.com", [[UInt8](repeating: 1, count: 32)]),
        ]
        for line in wrong { #expect(refusal(line)?.message.contains("cannot be used") == true, "\(line)") }
        let weak = refusal(Self.byHand("ssh-rsa", [[1, 0, 1], [0x7F] + [UInt8](repeating: 1, count: 127)]))
        #expect(weak?.message.contains("RSA of 1023 bits is too weak") == true)
        #expect(weak?.hint == "make another: ssh-keygen -t ed25519")
    }

    @Test func `other forms of keys are named, with the command that helps`() throws {
        let ed25519 = try Self.generated(["-t", "ed25519"])
        let rfc = try Self.generated(["-t", "ed25519"], convert: ["-m", "RFC4716"])
        let pem = try Self.generated(["-t", "rsa"], convert: ["-m", "PKCS8"])
        let named = [
            (rfc, "RFC 4716", "ssh-keygen -i -f FILE"), (pem, "PEM", "ssh-keygen -i -m PKCS8"),
            ("ssh-dss AAAAB3NzaC1kc3MAAACBAM== ada", "DSA", "ssh-keygen -t ed25519"),
            ("command=\"ls\",no-pty \(ed25519)", "before the key stands", "remove what is before `ssh-ed25519`"),
            ("ssh-ed25519-cert-v01@openssh.com AAAA ada", "certificate", "without `-cert`"),
            ("ssh-ed25519", "ends after its type", "whole line"),
            ("ssh-xmss@openssh.com AAAA", "`ssh-xmss@openssh.com` are not taken", "ssh-ed25519"),
            ("hello", "not an OpenSSH public key: hello", ".pub"),
            ("-----BEGIN OPENSSH PRIVATE KEY-----\nabc", "private key", ".pub"),
            ("PuTTY-User-Key-File-3: ssh-ed25519", "private key", ".pub"),
            ("# nothing\n\n", "no key in it", ".pub"),
        ]
        for (text, message, hint) in named {
            let failure = refusal(text)
            #expect(failure?.message.contains(message) == true, "\(text): \(String(describing: failure))")
            #expect(failure?.hint?.contains(hint) == true, "\(text): \(String(describing: failure))")
        }
    }

    @Test func `a byte order mark is left out, UTF-16 and what is no text are named`() throws {
        let line = "ssh-ed25519 AAAA"
        #expect(try PublicKeyFile.text(of: [0xEF, 0xBB, 0xBF] + Array(line.utf8)) == (line, true))
        #expect(try PublicKeyFile.text(of: Array(line.utf8)) == (line, false))
        for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian] {
            let bytes = try #require(line.data(using: encoding))
            let failure = #expect(throws: Failure.self) { try PublicKeyFile.text(of: Array(bytes)) }
            #expect(failure?.message.contains("UTF-16") == true && failure?.hint?.contains("UTF-8") == true)
        }
        #expect(throws: Failure.self) { try PublicKeyFile.text(of: Array(line.utf8) + [0xFF]) }
    }
}
