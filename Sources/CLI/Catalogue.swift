import Model

/// Every command, in the order of the help.
package enum Catalogue {
    package static let all: [any Subcommand.Type] = [
        Apps.self, Create.self, Info.self, Destroy.self,
        Dynos.self, Scale.self, Pause.self, Resume.self,
        Domains.self, DomainsAdd.self, DomainsRemove.self, DomainsClear.self,
        Routing.self, RoutingSet.self,
        Maintenance.self, MaintenanceOn.self, MaintenanceOff.self,
        Certificates.self, CertificatesAdd.self, CertificatesInfo.self, CertificatesRemove.self,
        CertificatesAuto.self, CertificatesAutoEnable.self, CertificatesAutoDisable.self, CertificatesAutoRefresh.self,
        Config.self, ConfigGet.self, ConfigSet.self, ConfigUnset.self,
        Releases.self, Rollback.self, Slug.self,
        Logs.self,
        Keys.self, KeysAdd.self, KeysRemove.self,
        Plan.self, Buildpacks.self, BuildpacksLint.self, Stacks.self,
        Status.self, RouterInfo.self, RouterMetrics.self, Help.self, Version.self,
    ]

    package static var names: [String] { all.flatMap { [$0.declaration.name] + $0.declaration.aliases } }

    package static func find(_ name: String) throws(Failure) -> any Subcommand.Type {
        if let found = all.first(where: { $0.declaration.name == name || $0.declaration.aliases.contains(name) }) {
            return found
        }
        // Nobody wants all the names in one line: `help` shows them in order.
        let known = all.map { $0.declaration }.flatMap { declaration in
            ([declaration.name] + declaration.aliases).map { NearCommand.Known($0, removes: declaration.removes) }
        }
        let near = NearCommand(known).hint(for: name)
        let list = "`renga help` lists the commands"
        throw Failure(.invalid, "there is no command `\(name)`", hint: near.map { "\($0)\($0.hasSuffix("?") ? "" : ";") \(list)" } ?? list)
    }
}
