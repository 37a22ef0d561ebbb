type PageKind = {
  name: string;
  path: string;
  /** Nothing is there: it answers 404. */
  isMissing?: true;
  /** Search engines are told to leave it out. */
  isUnlisted?: true;
};

/** A page of each kind that a visitor sees, those with the longest names and the most columns among them. */
export const pageKinds: PageKind[] = [
  { name: "home", path: "/" },
  { name: "stackup of two that ended", path: "/stackups/apache-mesos-vs-rkt" },
  { name: "stackup of two that live", path: "/stackups/react-vs-vue" },
  { name: "stackup of three", path: "/stackups/amazon-web-services-vs-google-cloud-vs-microsoft-azure" },
  { name: "stackup of four", path: "/stackups/ansible-vs-chef-vs-puppet-vs-salt" },
  { name: "stackup nobody wrote about", path: "/stackups/amazon-dynamodb-vs-visual-studio-code" },
  {
    name: "stackup of four with long names",
    path: "/stackups/amazon-web-services-vs-apache-http-server-vs-azure-kubernetes-service-vs-visual-studio-code",
  },
  { name: "tool that ended", path: "/tools/rkt" },
  { name: "tool with a star chart", path: "/tools/docker" },
  { name: "alternatives", path: "/tools/apache-mesos/alternatives" },
  { name: "history of a tool", path: "/tools/apache-mesos/history", isUnlisted: true },
  { name: "tools", path: "/tools" },
  { name: "later page of tools by name", path: "/tools?sort=name&after=docker" },
  { name: "layer", path: "/categories/application-and-data" },
  { name: "category", path: "/categories/application-and-data/data-stores" },
  { name: "function", path: "/categories/application-and-data/data-stores/relational-databases" },
  { name: "categories", path: "/categories" },
  { name: "stackups", path: "/stackups" },
  { name: "stacks", path: "/stacks" },
  {
    name: "stacks with a tool, of a kind",
    path: "/stacks?tool=postgresql&kind=project&sort=largest",
    isUnlisted: true,
  },
  { name: "stack of a project", path: "/stacks/umami" },
  { name: "history of a stack", path: "/stacks/umami/history" },
  { name: "stacks with a tool", path: "/tools/postgresql/stacks" },
  { name: "feed", path: "/feed" },
  { name: "feed of a category", path: "/feed/application-and-data/data-stores" },
  { name: "search without a query", path: "/search", isUnlisted: true },
  { name: "search with results", path: "/search?q=database", isUnlisted: true },
  { name: "search without results", path: "/search?q=qqqqzzzz", isUnlisted: true },
  { name: "newest pros and cons", path: "/tools/apache-mesos/statements", isUnlisted: true },
  { name: "sign in", path: "/sign-in", isUnlisted: true },
  { name: "sign up", path: "/sign-up", isUnlisted: true },
  { name: "forgotten password", path: "/forgot-password", isUnlisted: true },
  { name: "check your mail", path: "/check-mail?for=sign-up", isUnlisted: true },
  { name: "check your mail for a password", path: "/check-mail?for=password", isUnlisted: true },
  { name: "new password", path: "/reset-password?token=a-token", isUnlisted: true },
  { name: "settings without an account", path: "/settings", isUnlisted: true },
  { name: "adding a pro without an account", path: "/tools/argo-cd/statements/new?kind=pro", isUnlisted: true },
  { name: "a code without an account", path: "/device?user_code=AAAAAAAA", isUnlisted: true },
  { name: "documentation", path: "/docs" },
  { name: "how to share", path: "/docs/share" },
  { name: "command line", path: "/docs/command-line" },
  { name: "what is sent", path: "/docs/what-is-sent" },
  { name: "Stack File", path: "/docs/stack-file" },
  { name: "API", path: "/docs/api" },
  { name: "self-hosting", path: "/docs/self-hosting" },
  { name: "about", path: "/about" },
  { name: "contact", path: "/contact" },
  { name: "sources and licences", path: "/licences" },
  { name: "privacy", path: "/privacy" },
  { name: "terms", path: "/terms" },
  { name: "missing stackup", path: "/stackups/mesoss-vs-rkt", isMissing: true },
  { name: "missing page", path: "/no-such-page", isMissing: true },
];
