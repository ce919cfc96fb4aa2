using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Notes;
using WebLab.Science.Runs;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;

namespace WebLab.Server.Notes;

public static class NoteApi
{
    public static void MapNotes(this WebApplication app) =>
        app.MapPost(ApiRoutes.Notes, Show)
            .WithTags("Notes")
            .RequireAuthorization(Policies.Read)
            .ProducesProblem(400)
            .WithSummary("A note's Markdown as safe HTML, before it is saved or after.");

    private static Results<Ok<NoteHtml>, ProblemHttpResult> Show(NoteText note, HttpRequest request) =>
        note.Text.Length > RunActionCheck.MaxNoteLength
            ? Problem.Of(400, $"text must have at most {RunActionCheck.MaxNoteLength:N0} characters; it had {note.Text.Length:N0}.")
            : TypedResults.Ok(new NoteHtml(NoteMarkdown.ToHtml(note.Text, request.PathBase.ToUriComponent())));
}
