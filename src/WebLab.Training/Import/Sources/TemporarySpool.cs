namespace WebLab.Training.Import.Sources;

/// <summary>A file for what is unpacked on the way: without a name where the system allows that, so that a kill leaves nothing.</summary>
internal static class TemporarySpool
{
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"weblab-import-{Guid.NewGuid():N}");
        var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 1 << 16,
            }
        );
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
