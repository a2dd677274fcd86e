package dev.gatehouse.wire.pg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.pg.Reply.Step;
import dev.gatehouse.wire.pg.ReplyQueue.SentAhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReplyQueueTest {
    private final ReplyQueue replies = new ReplyQueue();

    private static Reply of(Step step) {
        return new Reply.FromServer(step, null, null);
    }

    private ReplyQueue awaiting(Step... steps) {
        for (Step step : steps) {
            replies.push(of(step));
        }
        return replies;
    }

    @Test
    void repliesAreGivenInTheirOrderAndNumberedThrough() {
        // Given
        awaiting(Step.PARSE, Step.BIND);
        assertThat(replies.headNumber()).isZero();
        assertThat(replies.nextNumber()).isEqualTo(2);

        // When
        replies.pop();

        // Then
        assertThat(replies.head().step()).isEqualTo(Step.BIND);
        assertThat(replies.headNumber()).isEqualTo(1);
        assertThat(replies.nextNumber()).isEqualTo(2);
    }

    @Test
    void theEndOfACopyIsNotAwaitedWhereNothingIs() {
        // When
        awaiting(Step.COPY_END);

        // Then
        assertThat(replies.isEmpty()).isTrue();
    }

    @Test
    void theEndOfACopyGoesWithTheReplyBeforeIt() {
        // Given
        awaiting(Step.QUERY, Step.COPY_END, Step.SYNC);

        // When
        replies.pop();

        // Then
        assertThat(replies.head().step()).isEqualTo(Step.SYNC);
        assertThat(replies.headNumber()).isEqualTo(2);
    }

    @Test
    void endsOfCopiesInARowCountOnce() {
        // When
        awaiting(Step.QUERY, Step.COPY_END, Step.COPY_END);

        // Then
        assertThat(replies.size()).isEqualTo(2);
    }

    @Test
    void anErrorPassesOverEverythingUpToSyncTheLastFirst() {
        // Given
        awaiting(Step.BIND, Step.EXECUTE, Step.CLOSE, Step.SYNC, Step.PARSE);
        List<Step> passedOver = new ArrayList<>();

        // When
        boolean synced = replies.skipToSync(reply -> passedOver.add(reply.step()));

        // Then
        assertThat(synced).isTrue();
        assertThat(passedOver).containsExactly(Step.CLOSE, Step.EXECUTE, Step.BIND);
        assertThat(replies.head().step()).isEqualTo(Step.SYNC);
        assertThat(replies.headNumber()).isEqualTo(3);
        assertThat(replies.nextNumber()).isEqualTo(5);
    }

    @Test
    void anErrorWithoutASyncLeavesNothing() {
        // Given
        awaiting(Step.BIND, Step.EXECUTE);

        // When
        boolean synced = replies.skipToSync(_ -> {});

        // Then
        assertThat(synced).isFalse();
        assertThat(replies.isEmpty()).isTrue();
        assertThat(replies.headNumber()).isEqualTo(2);
    }

    @Test
    void whatWasSentBehindACopyIsTold() {
        record Case(List<Step> behind, SentAhead told, int left) {}
        List<Case> table = List.of(
                new Case(List.of(), SentAhead.NOTHING, 1),
                new Case(List.of(Step.SYNC), SentAhead.NOTHING, 1),
                new Case(List.of(Step.SYNC, Step.SYNC), SentAhead.NOTHING, 1),
                new Case(List.of(Step.COPY_END), SentAhead.WHOLE_COPY, 1),
                new Case(List.of(Step.COPY_END, Step.SYNC), SentAhead.WHOLE_COPY, 2),
                new Case(List.of(Step.SYNC, Step.COPY_END, Step.SYNC), SentAhead.WHOLE_COPY, 2),
                new Case(List.of(Step.QUERY), SentAhead.OUT_OF_PLACE, 2),
                new Case(List.of(Step.PARSE, Step.COPY_END), SentAhead.OUT_OF_PLACE, 3),
                new Case(List.of(Step.BIND), SentAhead.OUT_OF_PLACE, 2),
                new Case(List.of(Step.DESCRIBE), SentAhead.OUT_OF_PLACE, 2),
                new Case(List.of(Step.CLOSE), SentAhead.OUT_OF_PLACE, 2),
                new Case(List.of(Step.EXECUTE), SentAhead.OUT_OF_PLACE, 2));
        for (Case row : table) {
            // Given
            ReplyQueue queue = new ReplyQueue();
            queue.push(of(Step.EXECUTE));
            row.behind().forEach(step -> queue.push(of(step)));

            // When
            SentAhead told = queue.copyBegan();

            // Then
            assertThat(told).as("%s", row).isEqualTo(row.told());
            assertThat(queue.size()).as("%s", row).isEqualTo(row.left());
            assertThat(queue.head().step()).isEqualTo(Step.EXECUTE);
        }
    }

    @Test
    void theHeadIsReplacedUnderItsNumber() {
        // Given
        replies.push(new Reply.Ours(Step.QUERY, new Refusal.Denied("no", "")));
        awaiting(Step.SYNC);

        // When
        replies.replaceHead(Reply.ENDING);

        // Then
        assertThat(replies.head()).isSameAs(Reply.ENDING);
        assertThat(replies.headNumber()).isZero();
        assertThat(replies.size()).isEqualTo(2);
    }

    @Test
    void aReplyThatCannotBeToldKeepsNoOtherFromIt() {
        // Given
        awaiting(Step.PARSE, Step.EXECUTE, Step.SYNC, Step.QUERY, Step.QUERY);
        List<Step> told = new ArrayList<>();
        Consumer<Reply> failing = reply -> {
            told.add(reply.step());
            throw new IllegalStateException("not told");
        };

        // When, then
        assertThatThrownBy(() -> replies.skipToSync(failing)).hasMessage("not told");
        assertThat(told).containsExactly(Step.EXECUTE, Step.PARSE);
        assertThatThrownBy(() -> replies.clear(failing)).hasMessage("not told");
        assertThat(told).containsExactly(Step.EXECUTE, Step.PARSE, Step.SYNC, Step.QUERY, Step.QUERY);
        assertThat(replies.isEmpty()).isTrue();
    }

    @Test
    void clearingTellsEveryReplyOnce() {
        // Given
        awaiting(Step.QUERY, Step.SYNC);
        List<Step> left = new ArrayList<>();

        // When
        replies.clear(reply -> left.add(reply.step()));
        replies.clear(reply -> left.add(reply.step()));

        // Then
        assertThat(left).containsExactly(Step.QUERY, Step.SYNC);
        assertThat(replies.isEmpty()).isTrue();
    }
}
