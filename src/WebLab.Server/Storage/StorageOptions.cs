using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Storage;

public sealed class StorageOptions
{
    /// <summary>The store folder. The default lies outside of any repository: $XDG_DATA_HOME/weblab or its like on the system.</summary>
    [Required(ErrorMessage = "--store must name a folder.")]
    public string Folder { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "weblab");
}
