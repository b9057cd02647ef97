import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { GovernanceView, StaffView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { PickList } from '#client/ui/PickList.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Row, Rows } from '#client/ui/Rows.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { adminWords } from '#client/words/admin.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './Admin.module.css';
import { tellDecided } from './PolicyReview.tsx';
import { quorumWords } from './quorum-words.ts';
import { StandingChip } from './StandingChip.tsx';
import { useAsked } from './use-asked.ts';
import { WitnessesPart } from './WitnessesPart.tsx';

/** As many signatures as fit into one entry. */
const QUORUM_MAX = 16;

/** Who the owners are, how many of them must sign, and who watches the log. */
export function OwnersPart({ governance }: { readonly governance: GovernanceView }) {
  const core = useCore();
  const { value: staff } = useAsked('staff', () => core.staff());
  const [changing, setChanging] = useState(false);
  const { owners, quorum, isOwner } = governance;
  const { console, owners: said } = adminWords;
  const { title, sentence, weakness } = quorumWords(quorum, owners.filter(({ active }) => active).length);
  return (
    <>
      <Part
        title={title}
        hint={sentence}
        action={
          isOwner && (
            <Button size="s" onPress={() => setChanging(true)}>
              {said.change}
            </Button>
          )
        }
      >
        {weakness !== undefined && (
          <Notice tone="warning" title={weakness.title}>
            {weakness.advice}
          </Notice>
        )}
        <Rows label={said.list}>
          {owners.map(({ id, name, isMe, active }) => (
            <Row
              key={id}
              before={<Avatar name={name} seed={id} />}
              name={isMe ? console.isYou(plainName(name)) : plainName(name)}
            >
              <StandingChip standing={active ? 'active' : 'suspended'} />
            </Row>
          ))}
        </Rows>
        {!isOwner && <p className={styles.hint}>{said.youAreAdmin}</p>}
      </Part>
      <WitnessesPart governance={governance} />
      {changing && staff !== undefined && (
        <ChangeOwners governance={governance} staff={staff} onClose={() => setChanging(false)} />
      )}
    </>
  );
}

function ChangeOwners({
  governance: { owners, quorum },
  staff,
  onClose,
}: {
  readonly governance: GovernanceView;
  readonly staff: StaffView;
  readonly onClose: () => void;
}) {
  const core = useCore();
  const [picked, setPicked] = useState<ReadonlySet<string>>(
    () => new Set(owners.filter(({ active }) => active).map(({ id }) => id)),
  );
  const [wanted, setWanted] = useState(String(quorum));
  const most = Math.max(1, Math.min(QUORUM_MAX, picked.size));
  const needed = Math.min(Number(wanted), most);
  const chosen = staff.people.filter(({ id }) => picked.has(id)).map(({ id }) => id as UserId);
  const save = useAction(
    () => core.decide({ kind: 'owners', owners: chosen, quorum: needed }),
    (decided) => {
      tellDecided(decided);
      onClose();
    },
  );
  const same = needed === quorum && chosen.length === owners.length && owners.every(({ id }) => picked.has(id));
  const { console, owners: said } = adminWords;
  const words = quorumWords(needed, Math.max(1, picked.size));
  return (
    <Dialog
      title={said.change}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={same || picked.size === 0}
          isPending={save.pending}
          onPress={() => save.run()}
        >
          {quorum > 1 ? console.signAndPropose : console.sign}
        </Button>
      }
    >
      <PickList
        label={said.list}
        mode="many"
        options={staff.people
          .filter(({ standing }) => standing === 'active')
          .map(({ id, name, role }) => ({
            id,
            name: plainName(name),
            ...(role === 'owner' ? { hint: said.ownerNow } : {}),
          }))}
        picked={picked}
        onPick={setPicked}
        nothing={said.nobody}
      />
      <Choice
        label={said.howMany}
        options={Array.from({ length: most }, (_, nth) => ({
          value: String(nth + 1),
          label: said.quorumOf(nth + 1, picked.size),
        }))}
        value={String(needed)}
        onChange={setWanted}
      />
      <p className={styles.hint}>{words.sentence}</p>
      {words.weakness !== undefined && (
        <Notice tone="warning" title={words.weakness.title}>
          {words.weakness.advice}
        </Notice>
      )}
      {needed < quorum && (
        <Notice tone="warning" title={said.fewer}>
          {said.fewerNext}
        </Notice>
      )}
      {quorum > 1 && <p className={styles.hint}>{said.signFirst(quorum)}</p>}
      <p className={styles.hint}>{said.thenAdmin}</p>
      <Problem problem={save.problem} />
    </Dialog>
  );
}
