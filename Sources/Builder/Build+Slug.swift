import Archive
import FoundationEssentials
import Git
import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// Makes the slug: its manifest, and the archives of its layers.
extension Build {
    func makeSlug(_ plan: BuildPlan, _ pushed: PushedTree, _ layers: BuiltLayers) throws -> Slug {
        transcript.step("Compressing...")
        let manifest = SlugManifest(record.app.name, pushed.commit.id, plan, layers)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = Array(try encoder.encode(manifest))
        let slug = Slug(
            digest: SHA256.hex(of: json),
            manifest: manifest,
            manifestJSON: json,
            parts: try parts(manifest),
            bytes: 0
        )
        return try enter(slug, plan)
    }

    /// The layers' archives; one that is there already costs nothing.
    private func parts(_ manifest: SlugManifest) throws -> [String] {
        let folder = workshop.root.slugs + "/parts"
        try Files.makeDirectory(folder, mode: 0o700)
        let limit = workshop.configuration.build.slugBytesMax
        return try manifest.archived.map { layer in
            let path = workshop.root.slugPart(layer.key)
            guard !Files.exists(path) else { return path }
            do {
                try LayerArchive.write(
                    workshop.store.path(layer.key),
                    to: path,
                    bytesMax: limit,
                    isCancelled: { workshop.interruption.isRequested }
                )
            } catch ArchiveError.tooLarge {
                throw tooLarge("more than \(Quantity.short(bytes: limit))")
            }
            return path
        }
    }

    private func enter(_ slug: Slug, _ plan: BuildPlan) throws -> Slug {
        let limit = workshop.configuration.build.slugBytesMax
        let bytes = slug.parts.reduce(Int64(0)) { $0 + Int64(Files.status($1)?.st_size ?? 0) }
        guard bytes <= limit else { throw tooLarge(Quantity.short(bytes: bytes)) }
        transcript.detail("Done: \(Quantity.short(bytes: bytes))")
        try workshop.ledger.write { db in
            try db.insertSlug(
                slug.digest,
                manifestJSON: String(decoding: slug.manifestJSON, as: UTF8.self),
                bytes: bytes,
                now: Moment.wallMicroseconds()
            )
            try db.makeSecrets(plan.secrets, record.app.id)
            for (type, quantity) in plan.formation {
                try db.setFormation(record.app.id, type: type, quantity: min(quantity, workshop.configuration.dyno.quantityMax))
            }
        }
        // From here on the app itself may print them.
        let secrets = try workshop.ledger.read { try $0.secrets(of: slug.manifest, record.app.id) }
        if !secrets.isEmpty { transcript.mask = SecretMask(record.config.merging(secrets) { config, _ in config }) }
        return Slug(
            digest: slug.digest,
            manifest: slug.manifest,
            manifestJSON: slug.manifestJSON,
            parts: slug.parts,
            bytes: bytes
        )
    }

    private func tooLarge(_ size: String) -> Failure {
        let limit = Quantity.short(bytes: workshop.configuration.build.slugBytesMax)
        return Failure(
            .limit,
            "Compiled slug size: \(size) is too large (max is \(limit)).",
            hint: "leave files out by .slugignore; the limit is `build.slug_bytes_max` in \(workshop.root.configuration)"
        )
    }
}
