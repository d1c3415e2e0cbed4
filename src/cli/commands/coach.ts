import { findDataFacts } from '#core/data/find-data-facts';
import { homeFolder, runsFolder } from '#core/folders';
import { RunStore } from '#core/runs/store/run-store';
import { coachStored, findingEvent, findingText } from '../coach-report';
import { jsonOption, type AddCommand, type JsonOption } from '../command';

export const addCoach: AddCommand = (program, carryOut) => {
  program
    .command('coach')
    .description('say what is wrong with a stored run, what shows it, and what to do')
    .argument('<run>', 'its id, its folder or "latest"')
    .option(...jsonOption)
    .action(async (text: string, { json = false }: JsonOption) =>
      carryOut(json, async (terminal) => {
        const run = await new RunStore(runsFolder(homeFolder(terminal.io.env))).find(text);
        terminal.progress('Looking at the run and its pictures …');
        const findings = await coachStored(terminal, run, findDataFacts);
        for (const [index, finding] of findings.entries())
          terminal.answer(findingEvent(run, finding), `${index > 0 ? '\n' : ''}${findingText(finding)}`);
        if (findings.length === 0) terminal.note(`Nothing stands out in ${run}.`);
        return 0;
      }),
    );
};
