import { useTexts } from '@/shared/lib/language';
import { Icon } from '@/shared/ui/icon';

type StageProps = {
  /** Where the broadcast can be played; null while none is on air. */
  playback: string | null;
  isClosed: boolean;
  /** Whether the chat is known to be open. */
  isOpen: boolean;
};

/** The place of the broadcast beside the chat. */
export function Stage({ playback, isClosed, isOpen }: StageProps) {
  const texts = useTexts();
  if (playback !== null) {
    return (
      <section className="stage" aria-label={texts.stage.label}>
        <video key={playback} src={playback} controls autoPlay muted playsInline />
      </section>
    );
  }
  return (
    <section className="stage stage-empty" aria-label={texts.stage.label}>
      <Icon name={isClosed ? 'lock' : 'screen'} />
      <p>{isClosed ? texts.stage.closed : texts.stage.offAir}</p>
      {isOpen && !isClosed && <p className="hint">{texts.stage.offAirHint}</p>}
    </section>
  );
}
