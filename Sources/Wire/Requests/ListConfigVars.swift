import Model

/// `renga config` and `config:get`.
package struct ListConfigVars: AppRequest {
    package typealias Answer = [String: String]

    package static let name = "config"
    package static let permission = Permission.deploy

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
