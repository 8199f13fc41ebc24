# In place of an asset pipeline, which is a gem of its own: what `rake assets:precompile` makes is served from `public`.
namespace :assets do
  task precompile: :environment do
    mkdir_p "public/assets"
    File.write("public/assets/application.css", "h1 { color: maroon }\n")
  end
end
