import Model

/// Asked by the builder: boots a deploy's dynos beside those that serve, and waits until all are up.
package struct BootCandidates: AppRequest {
    package static let name = "boot"
    package static let permission = Permission.platform

    package var app: AppName
    package let deploy: Int64

    package init(app: AppName, deploy: Int64) {
        self.app = app
        self.deploy = deploy
    }

    package struct Answer: Codable, Sendable, Hashable {
        /// From the request to the last of them.
        package var milliseconds: Int64
        /// What they answered, by dyno.
        package var answers: [String: Int]
        /// Those that send visitors to HTTPS of a name without a certificate, with that name.
        package var insecure: [String: String]

        package init(milliseconds: Int64, answers: [String: Int], insecure: [String: String] = [:]) {
            self.milliseconds = milliseconds
            self.answers = answers
            self.insecure = insecure
        }
    }
}
