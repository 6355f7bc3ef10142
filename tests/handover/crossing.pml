/*
 * The crossing written a second time, for Spin: nothing of Wayhome's code stands behind it.
 *
 * Two parties, 0 and 1, each with N of the other's people at the line. A party releases one of its people while nothing
 * is frozen and it has then released no more than K over those it has received. Whoever was released is received. Each
 * of these is tried or not, in any order.
 *
 *   -DN=20 -DK=5     how many people a side, and the agreed exposure
 *   -DRETURNS        whoever is at the line, released or on the way may go back, at any time, frozen or not
 *   -DSETTING_OUT    everybody is held at first, sets out while nothing is frozen, and arrives at any time
 *   -DSTOP=0         nobody freezes movement; 1: whoever freezes it never resumes; 2: they resume
 *   -DSLACK=1        the planted fault: one more may be released than agreed
 *
 * Spin looks at every state there is. No assertion may fail, and no run may stop before the end of the model. Without
 * people who set out again, and with STOP 0 or 1, every move takes somebody on and none leads round in circles: so from
 * every state a run comes to where nothing goes on, and what is asserted there holds of whatever can happen.
 */
#ifndef N
#define N 20
#endif
#ifndef K
#define K 5
#endif
#ifndef STOP
#define STOP 2
#endif
#ifndef SLACK
#define SLACK 0
#endif

#ifdef SETTING_OUT
byte held[2] = N, at_crossing[2];
#else
byte held[2], at_crossing[2] = N;
#endif
byte on_the_way[2], released[2], received[2];
bool frozen;

#define OVER(p) (released[p] + received[p] - received[1 - p])
#define ALL(p) (held[p] + on_the_way[p] + at_crossing[p] + released[p] + received[p])
#define HOME(p) (received[p] == N)
#define UNDER_WAY(p) (on_the_way[p] + at_crossing[p] + released[p])

inline holds() {
    assert(OVER(0) <= K && OVER(1) <= K);
    assert(ALL(0) == N && ALL(1) == N)
}

#define CROSS(p) \
    :: d_step { !frozen && at_crossing[p] > 0 && OVER(p) + 1 <= K + SLACK -> at_crossing[p]--; released[p]++; holds() } \
    :: d_step { released[p] > 0 -> released[p]--; received[p]++; holds() }

#ifdef SETTING_OUT
#define SET_OUT(p) \
    :: d_step { !frozen && held[p] > 0 -> held[p]--; on_the_way[p]++; holds() } \
    :: d_step { on_the_way[p] > 0 -> on_the_way[p]--; at_crossing[p]++; holds() }
#else
#define SET_OUT(p)
#endif

#ifdef RETURNS
#define GO_BACK(p) \
    :: d_step { on_the_way[p] > 0 -> on_the_way[p]--; held[p]++; holds() } \
    :: d_step { at_crossing[p] > 0 -> at_crossing[p]--; held[p]++; holds() } \
    :: d_step { released[p] > 0 -> released[p]--; held[p]++; holds() }
#else
#define GO_BACK(p)
#endif

active proctype crossing() {
    do
    SET_OUT(0) SET_OUT(1)
    CROSS(0) CROSS(1)
    GO_BACK(0) GO_BACK(1)
#if STOP > 0
    :: d_step { !frozen -> frozen = true }
#endif
#if STOP > 1
    :: d_step { frozen -> frozen = false }
#endif
    :: else -> break
    od;
    assert(!on_the_way[0] && !on_the_way[1] && !released[0] && !released[1]);
#ifdef RETURNS
    assert(!UNDER_WAY(0) && !UNDER_WAY(1))
#else
    assert(frozen || (HOME(0) && HOME(1)))
#endif
}
