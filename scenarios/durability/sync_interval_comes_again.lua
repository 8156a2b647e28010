-- With sync_data_interval each write becomes durable in time, without a flush: not only
-- the first one.
-- Claims: C4 C14
device{order=5, segments=8, sync_data_interval=1}
for i = 1, 3 do
	write(4096 * i, "4k", "A" .. i)
	sleep "3s"
end
cut("now", {model="none"})
for i = 1, 3 do expect(4096 * i, "4k", "A" .. i) end
