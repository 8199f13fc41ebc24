import ACME
import Model
import Testing
import Wire

@Suite("dehydrated") struct DehydratedTests {
    private func settings(_ change: (inout ACMESettings) -> Void = { _ in }) throws -> DehydratedSettings {
        var settings = ACMESettings()
        change(&settings)
        return DehydratedSettings(
            ACMEOrder(
                root: try #require(InstallationRoot("/srv/renga root")),
                host: try DomainName(typed: "shop.example.com"),
                settings: settings
            )
        )
    }

    @Test func `is told everything that it needs, each as one word of a shell`() throws {
        let text = try settings {
            $0.email = "a $(id) `id`@example.com"
            $0.caFile = "/etc/ca.pem"
            $0.challenge = .tls
        }.text()
        for line in [
            "BASEDIR='/srv/renga root/acme'", "WELLKNOWN='/srv/renga root/acme/challenges'", "ALPNCERTDIR='/srv/renga root/acme/alpn'",
            "CA='https://acme-v02.api.letsencrypt.org/directory'", "CHALLENGETYPE='tls-alpn-01'", "KEY_ALGO='prime256v1'",
            "CONTACT_EMAIL='a $(id) `id`@example.com'", "CURL_OPTS='--max-time 60 --cacert /etc/ca.pem'",
        ] {
            #expect(text.split(separator: "\n").contains(Substring(line)), "\(text)")
        }
    }

    @Test func `is told nothing that a shell would take for something else`() throws {
        #expect(throws: Failure.self) { try settings { $0.email = "a'b" }.text() }
        #expect(throws: Failure.self) { try settings { $0.directory = "https://a\nHOOK=/bin/id" }.text() }
        #expect(throws: Failure.self) { try settings { $0.caFile = "/a b" }.text() }
        #expect(throws: Failure.self) { try settings { $0.keyAlgorithm = "des" }.text() }
    }

    @Test func `is quoted with what the server said, else with its own last words`() {
        let challenge = """
              + Challenge validation has failed :(
            ERROR: Challenge is invalid! (returned: invalid) (result: ["type"]\t"http-01"
            ["error","type"]\t"urn:ietf:params:acme:error:unauthorized"
            ["error","detail"]\t"Invalid response from http://shop/.well-known/x: \\"404\\""
            ["error"]\t{"type":"urn:ietf:params:acme:error:unauthorized"})
            """
        #expect(DehydratedReport.reason(challenge) == "Invalid response from http://shop/.well-known/x: \"404\"")
        let refusal = """
              + ERROR: An error occurred while sending post-request to https://ca/order (Status 400)
            Details:
            {
               "type": "urn:ietf:params:acme:error:rejectedIdentifier",
               "detail": "No."
            }
            """
        #expect(DehydratedReport.reason(refusal) == "No.")
        #expect(
            DehydratedReport.reason("Processing a\nERROR: Problem connecting to server (get for https://ca; curl returned with 7)\n\n")
                == "Problem connecting to server (get for https://ca; curl returned with 7)"
        )
        #expect(DehydratedReport.reason("") == "dehydrated ended without a word")
        #expect(DehydratedReport.reason(String(repeating: "x", count: 1000)).count == 400)
    }
}
