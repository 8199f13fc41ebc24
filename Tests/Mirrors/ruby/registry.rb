# registry.rb FOLDER: a gem registry of static files (the compact index, and what `gem install` asks for) out of the gems that Debian
# has installed here. What has compiled parts becomes a gem of this platform, as publishers' precompiled gems are.
require "digest"
require "fileutils"
require "rubygems/package"
require "tmpdir"

class Registry
  def initialize(folder)
    @folder = folder
    @lines = Hash.new { |lines, name| lines[name] = [] }
    %w[gems info quick/Marshal.4.8].each { |part| FileUtils.mkdir_p(File.join(folder, part)) }
  end

  # What is in `tree` becomes the gem that `spec` says.
  def add(spec, tree)
    Dir.chdir(tree) do
      spec.files = Dir.glob("**/*", File::FNM_DOTMATCH).select { |path| File.file?(path) }.sort
      built = Gem::Package.build(spec, true)
      place = File.join(@folder, "gems", built)
      FileUtils.mv(built, place)
      spec.mark_version
      quick = File.join(@folder, "quick/Marshal.4.8", File.basename(built, ".gem") + ".gemspec.rz")
      File.binwrite(quick, Gem.deflate(Marshal.dump(spec)))
      @lines[spec.name] << [full_version(spec), line(spec, place)]
    end
  end

  def write_index
    versions = @lines.keys.sort.map do |name|
      info = File.join(@folder, "info", name)
      File.write(info, (["---"] + @lines[name].map(&:last)).join("\n") + "\n")
      "#{name} #{@lines[name].map(&:first).join(",")} #{Digest::MD5.file(info).hexdigest}\n"
    end
    File.write(File.join(@folder, "versions"), "created_at: 2025-01-01T00:00:00Z\n---\n" + versions.join)
    File.write(File.join(@folder, "names"), (["---"] + @lines.keys.sort).join("\n") + "\n")
    puts "#{versions.size} gems"
  end

  private

  def full_version(spec)
    spec.platform == Gem::Platform::RUBY ? spec.version.to_s : "#{spec.version}-#{spec.platform}"
  end

  def line(spec, file)
    needs = spec.runtime_dependencies.map { |need| "#{need.name}:#{constraint(need.requirement)}" }.join(",")
    facts = ["checksum:#{Digest::SHA256.file(file).hexdigest}"]
    facts << "ruby:#{constraint(spec.required_ruby_version)}" unless spec.required_ruby_version.none?
    "#{full_version(spec)} #{needs}|#{facts.join(",")}"
  end

  def constraint(requirement)
    requirement.requirements.map { |operator, version| "#{operator} #{version}" }.join("&")
  end
end

# A gem that Debian installed, put together again.
class InstalledGem
  def initialize(spec) = @spec = spec

  def copy_to(tree)
    @native = false
    File.directory?(@spec.full_gem_path) ? copy_folder(tree) : copy_package(tree)
    copy_extensions(tree)
    @spec.executables.each { |name| copy_program(name, tree) }
  end

  def published(tree)
    Gem::Specification.new(@spec.name, @spec.version) do |new|
      new.summary = @spec.summary || @spec.name
      new.authors = ["Debian"]
      new.require_paths = @spec.require_paths.reject { |path| path.start_with?("/") }
      new.require_paths = ["lib"] if new.require_paths.empty?
      new.bindir = @spec.bindir
      new.executables = @spec.executables.select { |name| File.file?(File.join(tree, @spec.bindir, name)) }
      new.required_ruby_version = @spec.required_ruby_version.as_list
      @spec.runtime_dependencies.each { |need| new.add_dependency(need.name, *need.requirement.as_list) }
      new.platform = Gem::Platform.new("#{Gem::Platform.local.cpu}-linux") if @native
    end
  end

  private

  def copy_folder(tree) = FileUtils.cp_r(File.join(@spec.full_gem_path, "."), tree)

  # Many of Debian's have their files in a place that all gems share; which are whose is known by the package.
  def copy_package(tree)
    package = IO.popen(["dpkg", "-S", @spec.loaded_from], err: File::NULL, &:read)[/\A[^:,]+/]
    return unless package
    IO.popen(["dpkg", "-L", package], &:read).each_line(chomp: true) do |path|
      next unless File.file?(path) && (inner = path[%r{/vendor_ruby/(?:\d+\.\d+\.\d+/)?(.+)}, 1])
      @native = true if inner.end_with?(".so")
      copy(path, File.join(tree, "lib", inner))
    end
  end

  def copy_extensions(tree)
    return unless File.directory?(@spec.extension_dir)
    Dir.glob("**/*.so", base: @spec.extension_dir).each do |path|
      @native = true
      copy(File.join(@spec.extension_dir, path), File.join(tree, "lib", path))
    end
  end

  def copy_program(name, tree)
    target = File.join(tree, @spec.bindir, name)
    return if File.exist?(target)
    source = [File.join(@spec.full_gem_path, @spec.bindir, name), "/usr/bin/#{name}"].find { |path| File.file?(path) }
    copy(source, target) if source
  end

  def copy(from, to)
    FileUtils.mkdir_p(File.dirname(to))
    FileUtils.cp(from, to)
  end
end

registry = Registry.new(ARGV.fetch(0))
Gem::Specification.each do |spec|
  # What comes with Ruby itself is taken from there.
  next if spec.default_gem?
  Dir.mktmpdir do |tree|
    gem = InstalledGem.new(spec)
    gem.copy_to(tree)
    registry.add(gem.published(tree), tree)
  rescue StandardError => error
    warn "#{spec.full_name}: #{error.message}"
  end
end

# One that has to be compiled where it is installed.
Dir.mktmpdir do |tree|
  FileUtils.mkdir_p(%w[ext lib].map { |folder| File.join(tree, folder) })
  File.write(File.join(tree, "ext/extconf.rb"), "require \"mkmf\"\ncreate_makefile(\"compiled/answer\")\n")
  File.write(File.join(tree, "ext/answer.c"), <<~C)
    #include <ruby.h>
    static VALUE answer(VALUE self) { return INT2NUM(42); }
    void Init_answer(void) { rb_define_singleton_method(rb_define_module("Compiled"), "answer", answer, 0); }
  C
  File.write(File.join(tree, "lib/compiled.rb"), "require \"compiled/answer\"\n")
  spec = Gem::Specification.new("compiled", "1.0.0") do |new|
    new.summary = "An extension in C"
    new.authors = ["Renga"]
    new.extensions = ["ext/extconf.rb"]
  end
  registry.add(spec, tree)
end
registry.write_index
