/** The completion script for PowerShell: that of Windows, version 5, and version 7. */
import { type FlagPlace, namesOf, type Place, type ProgramPlaces, valueFlags, type Word } from "./places.ts";

/** What stands before the cursor tells what may stand there. */
const reading = `  $typed = $wordToComplete
  $command = ''; $place = 0; $flag = ''; $isRest = $false
  foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition })) {
    $word = $element.Extent.Text
    if ($flag -ne '') { $flag = '' }
    elseif ($isRest -or $word -eq '-' -or $word -notlike '-*') { if ($command -eq '') { $command = $word } else { $place++ } }
    elseif ($word -eq '--') { $isRest = $true }
    elseif ($taking -ccontains $word) { $flag = $word }
  }
  $prefix = ''
  if ($flag -eq '' -and -not $isRest) {
    if ($typed -cmatch '^(--[^=]+)=(.*)$') { $flag = $Matches[1]; $prefix = $flag + '='; $typed = $Matches[2] }
    elseif ($typed -cmatch '^(-[^-])(=?)(.*)$' -and $typed.Length -gt 2 -and $taking -ccontains $Matches[1]) { $flag = $Matches[1]; $prefix = $flag + $Matches[2]; $typed = $Matches[3] }
  }`;

/** Who offers nothing at all gets PowerShell's files; the empty text is an offer of nothing. */
const answering = `  $found = $commands[$command]
  $entry = $null
  if ($found -and $flag -ne '') { $entry = $found.Flags | Where-Object { $_.Names -ccontains $flag } | Select-Object -First 1 }
  elseif ($found -and $place -lt $found.Places.Count) { $entry = $found.Places[$place] }
  $words = @()
  if ($found -and $flag -eq '' -and -not $isRest -and ($typed -like '-*' -or -not $entry)) {
    $words = foreach ($each in $found.Flags) { foreach ($name in $each.Names) { @{ Word = $name; Help = $each.Help } } }
  }
  elseif ($entry -and $entry.Type -eq 'file') { return }
  elseif ($entry) { $words = $entry.Words }
  $results = foreach ($each in $words) {
    if ($each.Word.StartsWith($typed, [System.StringComparison]::Ordinal)) {
      $tip = if ($each.Help) { $each.Help } else { $each.Word }
      [System.Management.Automation.CompletionResult]::new($prefix + $each.Word, $each.Word, [System.Management.Automation.CompletionResultType]::ParameterValue, $tip)
    }
  }
  if ($results) { $results } else { '' }`;

export function powershellScript(program: ProgramPlaces): string {
  const { commands, help } = program;
  const top = { word: "", flags: [help], args: [{ type: "words", name: "COMMAND", words: commands }] } as const;
  const rows = [top, ...commands].map(({ word, flags, args }) => `    ${quoted(word)} = @{
      Flags = @(${block(flags.map(flagRow))})
      Places = @(${block(args.map(placeRow))})
    }`);
  return `# kubedog's completion for PowerShell. In $PROFILE: kubedog completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName 'kubedog' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $taking = @(${valueFlags(program).flatMap(namesOf).map(quoted).join(", ")})
  $commands = @{
${rows.join("\n")}
  }
${reading}
${answering}
}
`;
}

function block(rows: readonly string[]): string {
  return rows.length === 0 ? "" : `\n${rows.map((row) => `        ${row}\n`).join("")}      `;
}

function flagRow(flag: FlagPlace): string {
  const names = namesOf(flag).map(quoted).join(", ");
  return `@{ Names = @(${names}); Help = ${quoted(flag.help)}${flag.value === undefined ? "" : `; ${fields(flag.value)}`} }`;
}

function placeRow(place: Place): string {
  return `@{ ${fields(place)} }`;
}

function fields(place: Place): string {
  const words = place.type === "words" ? place.words.map(wordRow).join(", ") : "";
  return `Type = '${place.type}'; Words = @(${words})`;
}

function wordRow({ word, help }: Word): string {
  return `@{ Word = ${quoted(word)}; Help = ${quoted(help)} }`;
}

/** PowerShell takes typographic apostrophes for quotes, too. */
function quoted(text: string): string {
  return `'${text.replace(/['‘’‚‛]/g, "$&$&")}'`;
}
