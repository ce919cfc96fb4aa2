using System.Diagnostics;

namespace WebLab.Server.Devices;

/// <summary>The driver's own program: the server asks it, and loads neither CUDA nor libtorch.</summary>
internal static class NvidiaSmi
{
    /// <returns>What it wrote; null where it is not, or has no answer.</returns>
    public static async Task<string?> Query(string arguments, CancellationToken stop)
    {
        try
        {
            using var query = Process.Start(
                new ProcessStartInfo("nvidia-smi", arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
            )!;
            // Both, or a long complaint would fill its pipe and hold it up.
            var complaint = query.StandardError.ReadToEndAsync(stop);
            var output = await query.StandardOutput.ReadToEndAsync(stop);
            await complaint;
            await query.WaitForExitAsync(stop);
            return query.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
