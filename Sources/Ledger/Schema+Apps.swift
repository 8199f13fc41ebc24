/// What apps are besides what everybody has.
extension Schema {
    /// When apps sleep, and which do: a release that follows the one that sleeps is awake.
    static let sleep = """
        CREATE TABLE sleep (
            app_id INTEGER PRIMARY KEY REFERENCES apps ON DELETE CASCADE,
            after_seconds INTEGER NOT NULL,
            whole_app INTEGER NOT NULL,
            idle_deploy INTEGER,
            idle_since INTEGER
        );
        """

    /// Apps of branches: whose code is in the repository of another app, under a ref of its own. An app goes after its previews.
    static let previews = """
        ALTER TABLE apps ADD COLUMN parent_id INTEGER REFERENCES apps;
        ALTER TABLE apps ADD COLUMN ref TEXT;
        ALTER TABLE apps ADD COLUMN previews_all INTEGER NOT NULL DEFAULT 0;
        CREATE UNIQUE INDEX previews_of_app ON apps (parent_id, ref) WHERE parent_id IS NOT NULL;
        CREATE TABLE preview_config (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            name TEXT NOT NULL,
            sealed TEXT NOT NULL,
            PRIMARY KEY (app_id, name)
        ) WITHOUT ROWID;
        """

    /// How long previews have been there since they were pushed, in time that a runner has seen pass.
    static let previewAges = """
        CREATE TABLE preview_ages (
            app_id INTEGER PRIMARY KEY REFERENCES apps ON DELETE CASCADE,
            deploy_id INTEGER NOT NULL,
            seconds INTEGER NOT NULL
        );
        """

    /// The pr-predestroy command of which release was begun for a preview, and whether it has ended.
    static let previewFarewells = """
        CREATE TABLE preview_farewells (
            app_id INTEGER PRIMARY KEY REFERENCES apps ON DELETE CASCADE,
            deploy_id INTEGER NOT NULL,
            has_ended INTEGER NOT NULL
        );
        """
}
