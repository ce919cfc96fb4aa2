namespace WebLab.Contracts.Accounts;

/// <summary>What an administrator changes about an account; null leaves a thing as it is.</summary>
/// <param name="Role">The new role.</param>
/// <param name="IsDisabled">Whether it is shut: its sessions, tokens and open connections end at once.</param>
public sealed record AccountChange(Role? Role = null, bool? IsDisabled = null);
