namespace WebLab.Server.Site;

/// <summary>Marks what serves the pages' own files: they are the same for everyone and open to all.</summary>
internal sealed record SiteFile(bool IsAsset = false);
