/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interrupts of this CPU, off and on. They are a switch, not a depth: enabling
 * enables, whoever disabled. F7.2.
 */
#ifndef _LINUX_IRQFLAGS_H
#define _LINUX_IRQFLAGS_H

#include <linux/types.h>

unsigned long irq_save(void); /* off; returns what irq_restore() needs */
void irq_restore(unsigned long flags);
void irq_enable(void);
void irq_disable(void);

#define local_irq_save(flags) ((flags) = irq_save())
#define local_irq_restore(flags) irq_restore(flags)
#define local_irq_disable() irq_disable()
#define local_irq_enable() irq_enable()

#endif
