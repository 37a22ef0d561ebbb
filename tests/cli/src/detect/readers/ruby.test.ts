import { expect, test } from "vitest";
import { readLines } from "@/tests/support/detect";

test.each([
  [
    "Gemfile",
    `source "https://gems.example"
ruby "3.3.0"
gem "rails" # no version
gem 'pg', '~> 1.5', require: false
gem "sqlite3", group: :development
group :development, :test do
  if ENV["X"]
    gem "rspec-rails"
  end
  gem "debug"
end
group :production do
  gem "unicorn"
end
# gem "mysql2"
gem("redis", ">= 5")
`,
    [
      "tool ruby 3.3.0 run :2",
      "gem rails run :3",
      "gem pg ~> 1.5 run :4",
      "gem sqlite3 dev :5",
      "gem rspec-rails dev :8",
      "gem debug dev :10",
      "gem unicorn run :13",
      "gem redis >= 5 run :16",
      "tool ruby run",
    ],
  ],
  [
    "Gemfile.lock",
    "GEM\n  specs:\n    rails (8.0.1)\n      actionpack (= 8.0.1)\n    nokogiri (1.16.0-x86_64-linux)\n\nRUBY VERSION\n   ruby 3.3.0p0\n",
    ["tool ruby 3.3.0 run", "lock gem rails 8.0.1", "lock gem nokogiri 1.16.0"],
  ],
  [
    "a.gemspec",
    'Gem::Specification.new do |s|\n  s.add_dependency "rails", ">= 7"\n  s.add_development_dependency("rspec")\nend\n',
    ["gem rails >= 7 run :2", "gem rspec dev :3"],
  ],
  [".ruby-version", "ruby-3.3.0\n", ["tool ruby 3.3.0 run :1"]],
])("%s", (file, text, expected) => {
  expect(readLines(file, text)).toEqual(expected);
});
