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
        let digest = SHA256.hex(of: json)
        let (bytes, new) = try parts(manifest)
        try enter(digest, manifest, json, bytes: bytes, plan)
        // Beside what comes: what was just written takes the disk its time.
        let storing = try Beside("archives") { for layer in new { try layer.place() } }
        return Slug(digest: digest, manifest: manifest, manifestJSON: json, storing: storing)
    }

    /// The layers' archives; one that is there already costs nothing.
    /// - Returns: bytes of all, and those that are new.
    private func parts(_ manifest: SlugManifest) throws -> (bytes: Int64, new: [PackedLayer]) {
        let folder = workshop.root.slugs + "/parts"
        try Files.makeDirectory(folder, mode: 0o700)
        let limit = workshop.configuration.build.slugBytesMax
        var bytes: Int64 = 0
        var new: [PackedLayer] = []
        for layer in manifest.archived {
            let path = workshop.root.slugPart(layer.key)
            if let status = Files.status(path) {
                bytes += Int64(status.st_size)
                continue
            }
            do {
                let packed = try LayerArchive.pack(
                    workshop.store.path(layer.key),
                    to: path,
                    bytesMax: limit,
                    isCancelled: { workshop.interruption.isRequested }
                )
                bytes += try packed.bytes()
                new.append(packed)
            } catch ArchiveError.tooLarge {
                throw tooLarge("more than \(Quantity.short(bytes: limit))")
            }
        }
        guard bytes <= limit else { throw tooLarge(Quantity.short(bytes: bytes)) }
        transcript.detail("Done: \(Quantity.short(bytes: bytes))")
        return (bytes, new)
    }

    private func enter(_ digest: String, _ manifest: SlugManifest, _ json: [UInt8], bytes: Int64, _ plan: BuildPlan) throws {
        try workshop.ledger.write { db in
            try db.insertSlug(
                digest,
                manifestJSON: String(decoding: json, as: UTF8.self),
                bytes: bytes,
                now: Moment.wallMicroseconds()
            )
            try db.makeSecrets(plan.secrets, record.app.id)
            for (type, quantity) in plan.formation {
                try db.setFormation(record.app.id, type: type, quantity: min(quantity, workshop.configuration.dyno.quantityMax))
            }
        }
        // From here on the app itself may print them.
        let secrets = try workshop.ledger.read { try $0.secrets(of: manifest, record.app.id) }
        if !secrets.isEmpty { transcript.mask = SecretMask(record.config.merging(secrets) { config, _ in config }) }
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
