import Linux
import Model

// ACME's http-01 (RFC 8555, 8.3): a certificate authority asks for a file that the ACME client has put there.

extension Loop {
    private static var bytesMax: Int { 4096 }

    /// Answers a request for a challenge that is there; every other one goes on to the app, which may have its own.
    func answersChallenge(_ exchange: Int32, _ client: Int32, _ bytes: [UInt8]) -> Bool {
        guard !connections[client].isSecure, let token = challengeToken(bytes), let directory = shared.challenges else { return false }
        // Read on the loop's thread: such requests are rare and the files small.
        guard let content = try? Files.read("\(directory)/\(token)", limit: Self.bytesMax) else { return false }
        exchanges[exchange].status = 200
        exchanges[exchange].bytes = content.count
        answer(exchange, OwnAnswer(status: 200, reason: "OK", type: "application/octet-stream", body: content))
        return true
    }

    /// The name of the file: letters of base64url alone, so that it leads nowhere else.
    private func challengeToken(_ bytes: [UInt8]) -> String? {
        let prefix = ChallengePath.prefix
        let target = request.target
        guard target.count > prefix.count, bytes[target.lowerBound + 1] == UInt8(ascii: "."),
            bytes[target.lowerBound..<target.lowerBound + prefix.count].elementsEqual(prefix)
        else { return nil }
        let token = bytes[target.lowerBound + prefix.count..<target.upperBound]
        guard token.count <= 255, token.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
        else { return nil }
        return String(decoding: token, as: UTF8.self)
    }
}
