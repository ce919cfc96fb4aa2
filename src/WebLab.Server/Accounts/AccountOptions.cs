namespace WebLab.Server.Accounts;

public sealed class AccountOptions
{
    /// <summary>Whether there are no accounts and everyone who reaches the server may do everything; on loopback only.</summary>
    public bool SingleUser { get; set; }
}
