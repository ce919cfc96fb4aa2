using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Storage;

public sealed class StorageOptions
{
    /// <summary>The store folder. The default lies outside of any repository: $XDG_DATA_HOME/weblab or its like on the system.</summary>
    [Required(ErrorMessage = "--store must name a folder.")]
    public string Folder { get; set; } =
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "weblab"
        );

    /// <summary>So many bytes are kept free on the store's disk: a run's points are held and launches refused before they would
    /// go.</summary>
    [Range(16_000_000, long.MaxValue, ErrorMessage = "Storage:Margin must be a number of bytes of at least 16000000.")]
    public long Margin { get; set; } = 512_000_000;

    /// <summary>The most bytes that the store may take of its disk; null for all that is free.</summary>
    [Range(64_000_000, long.MaxValue, ErrorMessage = "Storage:Quota must be a number of bytes of at least 64000000.")]
    public long? Quota { get; set; }
}
