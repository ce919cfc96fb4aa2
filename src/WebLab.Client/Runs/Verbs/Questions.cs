using MudBlazor;

namespace WebLab.Client.Runs.Verbs;

/// <summary>What is asked before something is done, one question at a time; <see cref="QuestionDialog"/> shows it over the page.</summary>
public sealed class Questions
{
    private TaskCompletionSource<string?>? _answer;

    public event Action? Changed;

    /// <summary>The question that waits for its answer; null for none.</summary>
    public VerbQuestion? Asked { get; private set; }

    /// <summary>Asks, and gives the answer; null when it is kept as it is.</summary>
    public Task<string?> Ask(VerbQuestion question)
    {
        // Another question takes the place of one that nobody answered.
        Answer(null);
        (Asked, _answer) = (question, new(TaskCreationOptions.RunContinuationsAsynchronously));
        Changed?.Invoke();
        return _answer.Task;
    }

    /// <summary>Asks for a yes.</summary>
    public async Task<bool> Confirm(MessageBoxOptions question) =>
        await Ask(new(question.Title ?? "", question.Message ?? "", "", question.YesText) { No = question.CancelText ?? "Not now" })
            is not null;

    public void Answer(string? answer)
    {
        var asked = _answer;
        (Asked, _answer) = (null, null);
        Changed?.Invoke();
        asked?.TrySetResult(answer);
    }
}
