using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace WebLab.Testing;

/// <summary>Linux: does something as a user to whom others' files are closed, also where the tests run as root, to whom none is.</summary>
public static partial class WithoutRights
{
    private const uint Nobody = 65_534;

    /// <summary>Does it on a thread of its own, whose rights alone are changed.</summary>
    public static void Run(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            if (Environment.IsPrivilegedProcess)
                _ = SetFileUser(Nobody);
            try
            {
                action();
            }
            catch (Exception error)
            {
                thrown = error;
            }
        });
        thread.Start();
        thread.Join();
        if (thrown is not null)
            ExceptionDispatchInfo.Throw(thrown);
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileUser(uint user);
}
