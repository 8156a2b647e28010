/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ^C: whatever runs ends at its next wait and says what was done; a second ^C ends the
 * program at once.
 */
#ifndef SIM_INTERRUPT_H
#define SIM_INTERRUPT_H

#include <signal.h>

extern volatile sig_atomic_t interrupt_came;

void interrupt_catch(void);

/*
 * Between these two a ^C waits: what has to be whole is done first, such as the replay of
 * a finding that is being saved. A second ^C does not wait.
 */
void interrupt_hold(void);
void interrupt_release(void);

#endif
